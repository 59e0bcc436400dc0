import type { IWireModel, IWireModelVersion } from '../api/wire';
import { formatRelative, formatTime } from '../format';
import type { ISoughtModel } from '../model/navigation';
import { useNow, useObservable, usePanel } from './context';
import { EmptyState, Failure } from './emptystate';

interface IModelsViewProps {
  /** The model to begin at. */
  readonly sought?: ISoughtModel | undefined;
}

/** The registered models and their versions. */
export default function ModelsView({ sought }: IModelsViewProps) {
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
        <RegisteredModel
          key={one.name}
          registered={one}
          sought={one.name === sought?.name ? sought : null}
        />
      ))}
    </div>
  );
}

interface IRegisteredModelProps {
  readonly registered: IWireModel;
  /** It, or a version of it, is what the user is led to. */
  readonly sought: ISoughtModel | null;
}

function RegisteredModel({ registered, sought }: IRegisteredModelProps) {
  const { name, description, versions } = registered;
  return (
    <details
      open
      className="jp-Trackside-Section"
      data-model={name}
      ref={sought?.version === null ? intoView : null}
    >
      <summary title={name}>{name}</summary>
      {description && <p className="jp-Trackside-Description">{description}</p>}
      <ul>
        {versions.map(version => (
          <ModelVersion
            key={version.version}
            version={version}
            isSought={version.version === sought?.version}
          />
        ))}
      </ul>
    </details>
  );
}

interface IModelVersionProps {
  readonly version: IWireModelVersion;
  readonly isSought: boolean;
}

function ModelVersion({ version, isSought }: IModelVersionProps) {
  const { model, trans } = usePanel();
  const now = useNow(60_000);
  const { run_id: runId, creation_timestamp: created } = version;
  return (
    <li
      className="jp-Trackside-Version"
      data-model-version={`${version.name}/${version.version}`}
      data-stage={version.stage}
      aria-current={isSought || undefined}
      ref={isSought ? intoView : null}
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

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
