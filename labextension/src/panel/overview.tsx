import type { IWireModelVersion, IWireRun } from '../api/wire';
import { formatDuration, formatTime } from '../format';
import { DatasetCards } from '../model/datasetcards';
import type { DetailModel } from '../model/detail';
import { type IRunFacts, runFacts } from '../model/runfacts';
import { isOpen } from '../model/table';
import { Button, LinkButton } from './buttons';
import { useNow, usePanel } from './context';
import { Datasets } from './datasets';
import { Description } from './description';
import { useEditing } from './editing';
import { Fact, Pairs, Section } from './facts';
import { MetricsTable } from './metricstable';
import { RegisterDialog } from './registerdialog';
import { statusWord } from './status';
import { Tags } from './tags';

interface IOverviewProps {
  readonly run: IWireRun;
  readonly detail: DetailModel;
}

/** A run at a glance: state, origin, params, metrics, tags. */
export function Overview({ run, detail }: IOverviewProps) {
  const { model, trans } = usePanel();
  const facts = runFacts(run);
  const hasParams = Object.keys(run.params).length > 0;
  const isActive = run.lifecycle_stage === 'active';
  const hasTags = Object.keys(facts.tags).length > 0;
  return (
    <>
      <Description
        of={run.name}
        text={facts.description}
        canEdit={isActive}
        onSave={text => detail.describe(text)}
      />
      <dl className="jp-Trackside-Facts">
        <RunState run={run} />
        <Origin run={run} facts={facts} />
        <Versions versions={detail.detail?.model_versions ?? []} />
      </dl>
      <RunFailure error={facts.error} />
      {isActive && <RegisterModel detail={detail} />}
      {hasParams && (
        <Section name="params" title={trans.__('Parameters')}>
          <Pairs kind="param" pairs={run.params} />
        </Section>
      )}
      <Section name="metrics" title={trans.__('Metrics')}>
        <MetricsTable
          metrics={run.metrics}
          selected={null}
          onSelect={key => {
            void detail.history.show(key, [run.run_id]);
            model.navigation.setRunTab('metrics');
          }}
        />
      </Section>
      {(hasTags || isActive) && (
        <Section name="tags" title={trans.__('Tags')}>
          <Tags
            tags={facts.tags}
            canEdit={isActive}
            onChange={tags => detail.patch({ tags })}
          />
        </Section>
      )}
      <Datasets run={run} cards={detail.part(DatasetCards)} />
      <Environment facts={facts} />
    </>
  );
}

function RunFailure({ error }: Pick<IRunFacts, 'error'>) {
  const { trans } = usePanel();
  if (!error) {
    return null;
  }
  return (
    <div className="jp-Trackside-Error" data-run-error={error.type}>
      <strong>{error.type}:</strong> {error.message}
      {error.traceback && (
        <details>
          <summary>{trans.__('Traceback')}</summary>
          <pre tabIndex={0}>{error.traceback}</pre>
        </details>
      )}
    </div>
  );
}

function Environment({ facts }: { readonly facts: IRunFacts }) {
  const { trans } = usePanel();
  const { environment, packages } = facts;
  const count = Object.keys(packages).length;
  if (count === 0 && Object.keys(environment).length === 0) {
    return null;
  }
  return (
    <Section name="environment" title={trans.__('Environment')}>
      <Pairs kind="environment" pairs={environment} />
      {count > 0 && (
        <details className="jp-Trackside-Packages">
          <summary>{trans._n('%1 package', '%1 packages', count)}</summary>
          <Pairs kind="package" pairs={packages} />
        </details>
      )}
    </Section>
  );
}

function RunState({ run }: { readonly run: IWireRun }) {
  const { trans } = usePanel();
  const now = useNow(isOpen(run) ? 1000 : 0);
  const end = run.end_time ?? (isOpen(run) ? now : null);
  return (
    <>
      <Fact name={trans.__('Status')}>{statusWord(run.status, trans)}</Fact>
      <Fact name={trans.__('Started')}>{formatTime(run.start_time)}</Fact>
      <Fact name={trans.__('Ended')}>
        {run.end_time === null ? null : formatTime(run.end_time)}
      </Fact>
      <Fact name={trans.__('Duration')}>
        {end === null ? null : formatDuration(end - run.start_time)}
      </Fact>
      <Fact name={trans.__('User')}>{run.user}</Fact>
    </>
  );
}

interface IOriginProps {
  readonly run: IWireRun;
  readonly facts: IRunFacts;
}

function Origin({ run, facts }: IOriginProps) {
  const { trans } = usePanel();
  const dirty = facts.isDirty ? ` ${trans.__('(with changes)')}` : '';
  return (
    <>
      <Fact name={trans.__('Source')}>{facts.source}</Fact>
      <Fact name={trans.__('Parent run')}>
        {facts.parentId === null ? null : <ParentRun runId={facts.parentId} />}
      </Fact>
      <Fact name={trans.__('Git commit')}>
        {facts.commit === null ? null : (
          <span title={facts.commit} data-commit={facts.commit}>
            <code>{facts.commit.slice(0, 10)}</code>
            {dirty}
          </span>
        )}
      </Fact>
      <Fact name={trans.__('Run id')}>
        <code>{run.run_id}</code>
      </Fact>
    </>
  );
}

function ParentRun({ runId }: { readonly runId: string }) {
  const { model } = usePanel();
  return (
    <LinkButton
      data-parent-run={runId}
      title={runId}
      onClick={() => model.navigation.openRun(runId)}
    >
      {model.runs.get(runId)?.name ?? runId}
    </LinkButton>
  );
}

function Versions(props: { readonly versions: readonly IWireModelVersion[] }) {
  const { model, trans } = usePanel();
  return (
    <Fact name={trans.__('Model')}>
      {props.versions.length === 0
        ? null
        : props.versions.map(({ name, version }) => (
            <LinkButton
              key={`${name} ${version}`}
              data-model-version={`${name}/${version}`}
              title={name}
              onClick={() => model.navigation.goToModel({ name, version })}
            >
              {trans.__('%1, version %2', name, version)}
            </LinkButton>
          ))}
    </Fact>
  );
}

function RegisterModel({ detail }: { readonly detail: DetailModel }) {
  const { trans } = usePanel();
  const { isEditing, begin, end, opener } = useEditing();
  const paths = detail.detail?.models ?? [];
  if (paths.length === 0) {
    return null;
  }
  return isEditing ? (
    <RegisterDialog
      paths={paths}
      onRegister={registration => detail.register(registration)}
      onClose={end}
    />
  ) : (
    <Button ref={opener} data-action="register" onClick={begin}>
      {trans.__('Register model…')}
    </Button>
  );
}
