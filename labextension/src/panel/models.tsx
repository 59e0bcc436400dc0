import type { IWireModel, IWireModelVersion } from '../api/wire';
import { formatRelative, formatTime } from '../format';
import { useNow, useObservable, usePanel } from './context';
import { EmptyState, Failure } from './emptystate';

/** The registered models and their versions. */
export default function ModelsView() {
  const { model, trans } = usePanel();
  const { registry } = model;
  useObservable(registry);
  const { state, models } = registry;
  if (state.kind === 'failed') {
    const { error } = state;
    return <Failure error={error} onRetry={() => void registry.refresh()} />;
  }
  if (state.kind === 'ready' && models.length === 0) {
    return (
      <EmptyState kind="no-models" title={trans.__('No registered models')}>
        <p>
          {trans.__(
            'Open a run that logged a model and choose “Register model”, or call trackside.register_model() in the notebook.'
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="jp-Trackside-Scroll jp-Trackside-Models">
      {models.map(one => (
        <RegisteredModel key={one.name} registered={one} />
      ))}
    </div>
  );
}

function RegisteredModel(props: { readonly registered: IWireModel }) {
  const { name, description, versions } = props.registered;
  return (
    <details open className="jp-Trackside-Section" data-model={name}>
      <summary title={name}>{name}</summary>
      {description && <p className="jp-Trackside-Description">{description}</p>}
      <ul>
        {versions.map(version => (
          <ModelVersion key={version.version} version={version} />
        ))}
      </ul>
    </details>
  );
}

function ModelVersion({ version }: { readonly version: IWireModelVersion }) {
  const { model, trans } = usePanel();
  const now = useNow(60_000);
  const { run_id: runId, creation_timestamp: created } = version;
  return (
    <li
      className="jp-Trackside-Version"
      data-model-version={`${version.name}/${version.version}`}
      data-stage={version.stage}
    >
      <div className="jp-Trackside-Version-line">
        <strong>{trans.__('Version %1', version.version)}</strong>
        {version.stage !== 'None' && (
          <span className="jp-Trackside-Badge">{version.stage}</span>
        )}
        {version.aliases.map(alias => (
          <span
            key={alias}
            className="jp-Trackside-Badge"
            data-alias={alias}
            title={alias}
          >
            @{alias}
          </span>
        ))}
        <time title={formatTime(created)}>{formatRelative(created, now)}</time>
      </div>
      {version.description && <p>{version.description}</p>}
      {runId !== null && (
        <button
          type="button"
          className="jp-Trackside-Link"
          data-open-run={runId}
          title={runId}
          onClick={() => model.navigation.openRun(runId)}
        >
          {trans.__('Open its run')}
        </button>
      )}
    </li>
  );
}
