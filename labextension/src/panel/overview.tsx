import { Fragment, useState } from 'react';

import type { IWireModelVersion, IWireRun } from '../api/wire';
import { formatDuration, formatTime } from '../format';
import type { DetailModel } from '../model/detail';
import { type IRunFacts, runFacts } from '../model/runfacts';
import { isOpen } from '../model/table';
import { useNow, usePanel } from './context';
import { Fact, Pairs, Section } from './facts';
import { MetricsTable } from './metricstable';
import { RegisterDialog } from './registerdialog';
import { statusWord } from './status';

interface IOverviewProps {
  readonly run: IWireRun;
  readonly detail: DetailModel;
}

/** A run at a glance: state, origin, params, metrics, tags. */
export function Overview({ run, detail }: IOverviewProps) {
  const { model, trans } = usePanel();
  const facts = runFacts(run);
  const hasParams = Object.keys(run.params).length > 0;
  const hasTags = Object.keys(facts.tags).length > 0;
  const hasEnvironment = Object.keys(facts.environment).length > 0;
  return (
    <>
      {facts.description && (
        <p className="jp-Trackside-Description">{facts.description}</p>
      )}
      <dl className="jp-Trackside-Facts">
        <RunState run={run} />
        <Origin run={run} facts={facts} />
        <Versions versions={detail.detail?.model_versions ?? []} />
      </dl>
      <RegisterModel detail={detail} />
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
      {hasTags && (
        <Section name="tags" title={trans.__('Tags')}>
          <Pairs kind="tag" pairs={facts.tags} />
        </Section>
      )}
      {hasEnvironment && (
        <Section name="environment" title={trans.__('Environment')}>
          <Pairs kind="environment" pairs={facts.environment} />
        </Section>
      )}
    </>
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

function Versions(props: { readonly versions: readonly IWireModelVersion[] }) {
  const { model, trans } = usePanel();
  return (
    <Fact name={trans.__('Registered as')}>
      {props.versions.length === 0
        ? null
        : props.versions.map(({ name, version }) => (
            <Fragment key={`${name} ${version}`}>
              <button
                type="button"
                className="jp-Trackside-Link"
                data-model-version={`${name}/${version}`}
                onClick={() => model.navigation.goTop('models')}
              >
                {trans.__('%1, version %2', name, version)}
              </button>{' '}
            </Fragment>
          ))}
    </Fact>
  );
}

function RegisterModel({ detail }: { readonly detail: DetailModel }) {
  const { trans } = usePanel();
  const [isOpen, setIsOpen] = useState(false);
  const paths = detail.detail?.models ?? [];
  if (paths.length === 0) {
    return null;
  }
  return isOpen ? (
    <RegisterDialog
      paths={paths}
      onRegister={(name, path) => detail.register(name, path)}
      onClose={() => setIsOpen(false)}
    />
  ) : (
    <button
      type="button"
      className="jp-Trackside-Button"
      data-action="register"
      onClick={() => setIsOpen(true)}
    >
      {trans.__('Register model…')}
    </button>
  );
}
