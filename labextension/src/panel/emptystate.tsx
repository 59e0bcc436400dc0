import type { IWireExperiment, IWireExperimentUse } from '../api/wire';
import { formatRelative } from '../format';
import { SNIPPET_CELLS } from '../model/snippet';
import { Button } from './buttons';
import { useNow, usePanel } from './context';
import { EmptyState, Retry } from './failure';

/** No notebook is active: what to do, and experiments to look at. */
export function NoNotebook() {
  const { model, trans } = usePanel();
  return (
    <EmptyState kind="no-notebook" title={trans.__('No notebook open')}>
      <p>{trans.__('Open a notebook to see its runs here as they happen.')}</p>
      {model.experiments.length > 0 && (
        <RecentExperiments
          experiments={model.experiments}
          onPick={experiment => model.pick(experiment)}
        />
      )}
    </EmptyState>
  );
}

/** How many experiments an empty panel offers. */
const OFFERED = 8;

interface IRecentExperimentsProps {
  readonly experiments: readonly IWireExperimentUse[];
  readonly onPick: (experiment: IWireExperiment) => void;
}

function RecentExperiments({ experiments, onPick }: IRecentExperimentsProps) {
  const { trans } = usePanel();
  const now = useNow(60_000);
  return (
    <>
      <h4>{trans.__('Recent experiments')}</h4>
      <ul className="jp-Trackside-Recent">
        {experiments.slice(0, OFFERED).map(experiment => (
          <li key={experiment.experiment_id}>
            <button
              type="button"
              data-experiment-id={experiment.experiment_id}
              title={experiment.name}
              onClick={() => onPick(experiment)}
            >
              <span>{experiment.name}</span>
              <Age
                time={experiment.last_start_time ?? experiment.last_update_time}
                now={now}
              />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Age(props: { readonly time: number | null; readonly now: number }) {
  return props.time === null ? null : (
    <time>{formatRelative(props.time, props.now)}</time>
  );
}

/** The notebook has not logged yet: how to begin. */
export function NoRuns() {
  const { host, trans } = usePanel();
  const { insertSnippet } = host;
  return (
    <EmptyState kind="no-runs" title={trans.__('No runs yet')}>
      <p>
        {trans.__(
          'Put %1 on top of a cell: what it logs becomes a run of this notebook.',
          '%%track'
        )}
      </p>
      {SNIPPET_CELLS.map(cell => (
        <pre key={cell} className="jp-Trackside-Snippet">
          <code>{cell}</code>
        </pre>
      ))}
      {insertSnippet && (
        <Button
          className="jp-mod-primary"
          data-action="insert-snippet"
          onClick={insertSnippet}
        >
          {trans.__('Insert into notebook')}
        </Button>
      )}
    </EmptyState>
  );
}

const INSTALL = [
  'pip install trackside',
  'jupyter server extension enable trackside_server'
].join('\n');

/** The server part is not there: the command that brings it. */
export function ServerMissing() {
  const { model, trans } = usePanel();
  return (
    <EmptyState
      kind="server-missing"
      title={trans.__('The server part is missing')}
    >
      <p>
        {trans.__(
          'This Jupyter server has no Trackside. Run this where the server runs, then restart the server:'
        )}
      </p>
      <pre className="jp-Trackside-Snippet">
        <code>{INSTALL}</code>
      </pre>
      <Retry onRetry={() => void model.start()} />
    </EmptyState>
  );
}

/** A link or a note names a run that the store does not hold. */
export function NoSuchRun({ runId }: { readonly runId: string }) {
  const { trans } = usePanel();
  return (
    <EmptyState kind="no-such-run" title={trans.__('No such run')}>
      <p>
        {trans.__('This store holds no run %1.', runId)}{' '}
        {trans.__(
          'It was deleted for good, or it was logged into another store.'
        )}
      </p>
    </EmptyState>
  );
}
