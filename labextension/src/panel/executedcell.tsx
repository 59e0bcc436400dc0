import { formatClock, formatDuration, formatTime } from '../format';
import type { CellChange } from '../model/cellchanges';
import type { IExecution } from '../model/executedcells';
import { usePanel } from './context';
import { LineChanges } from './linechanges';
import { Code } from './previews/text';

/** What a kernel's cells are highlighted as. */
const LANGUAGE = 'py';

interface IExecutedCellProps {
  readonly execution: IExecution;
  /** What became of it; null if nobody asked. */
  readonly change: CellChange | null;
}

/** A cell as it was executed. */
export function ExecutedCell({ execution, change }: IExecutedCellProps) {
  const { count, source, isOfRun, outcome } = execution;
  return (
    <div
      className="jp-Trackside-ExecutedCell"
      data-execution={count}
      data-outcome={outcome ?? undefined}
      data-of-run={isOfRun ? '' : undefined}
      data-change={change?.kind}
    >
      <Heading execution={execution} change={change} />
      {change?.kind === 'changed' ? (
        <LineChanges before={source} after={change.now} />
      ) : (
        change?.kind !== 'same' && <Code text={source} language={LANGUAGE} />
      )}
    </div>
  );
}

/** A cell of the notebook as it is now that the run did not execute. */
export function NotExecutedCell({ source }: { readonly source: string }) {
  const { trans } = usePanel();
  return (
    <div className="jp-Trackside-ExecutedCell" data-change="new">
      <p className="jp-Trackside-ExecutedCell-head">
        <span className="jp-Trackside-Badge">{trans.__('not executed')}</span>
      </p>
      <Code text={source} language={LANGUAGE} />
    </div>
  );
}

function Heading({ execution, change }: IExecutedCellProps) {
  const { trans } = usePanel();
  const { count, startedAt, seconds, outcome, source } = execution;
  const words = {
    same: trans.__('as it is now'),
    gone: trans.__('gone since'),
    changed: trans.__('changed since')
  };
  return (
    <p className="jp-Trackside-ExecutedCell-head">
      <code>[{count}]</code>
      {change?.kind === 'same' && (
        <code className="jp-Trackside-ExecutedCell-line">
          {source.trim().split('\n', 1)}
        </code>
      )}
      {change && (
        <span className="jp-Trackside-Badge">{words[change.kind]}</span>
      )}
      {outcome === 'error' && (
        <span className="jp-Trackside-Badge" data-tone="bad">
          {trans.__('failed')}
        </span>
      )}
      {!change && startedAt !== null && (
        <time title={formatTime(startedAt)}>{formatClock(startedAt)}</time>
      )}
      {!change && seconds !== null && (
        <span>{formatDuration(seconds * 1000)}</span>
      )}
    </p>
  );
}
