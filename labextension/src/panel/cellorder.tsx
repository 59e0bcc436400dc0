import type { IExecutedCells, IFinding } from '../model/executedcells';
import { usePanel } from './context';

type Trans = ReturnType<typeof usePanel>['trans'];

/** Whether "Restart and run all" would execute the same, and if not, why. */
export function CellOrder({ cells }: { readonly cells: IExecutedCells }) {
  const { trans } = usePanel();
  const { executions, findings, leftOut } = cells;
  return (
    <>
      {findings.length === 0 ? (
        <p className="jp-Trackside-CellOrder" data-cell-order="top-to-bottom">
          <span aria-hidden="true">✓</span>{' '}
          {trans._n(
            '%1 cell, from top to bottom',
            '%1 cells, from top to bottom',
            executions.length
          )}
        </p>
      ) : (
        <ul
          className="jp-Trackside-CellOrder"
          data-cell-order="findings"
          aria-label={trans.__(
            'Why the notebook from top to bottom may give another result'
          )}
        >
          {findings.map(finding => (
            <li key={finding.kind} data-finding={finding.kind}>
              <span aria-hidden="true">!</span> {sentence(finding, trans)}
            </li>
          ))}
        </ul>
      )}
      {leftOut > 0 && (
        <p className="jp-Trackside-Hint">
          {trans._n(
            'The first execution of the session was not kept.',
            'The first %1 executions of the session were not kept.',
            leftOut
          )}
        </p>
      )}
    </>
  );
}

/** How many are named before the rest is counted. */
const NAMED = 6;

function sentence({ kind, counts }: IFinding, trans: Trans): string {
  const places = listed(counts, trans);
  const executions = listed(
    counts.map(count => `[${count}]`),
    trans
  );
  switch (kind) {
    case 'out of order':
      return trans.__(
        '%1 executed after a cell that stands below it',
        executions
      );
    case 'several versions':
      return trans.__(
        '%1 executed, then changed and executed again',
        executions
      );
    case 'changed since':
      return trans.__('%1 is otherwise in the saved notebook', executions);
    case 'not executed':
      return trans._n(
        'Code cell %2 of the notebook was not executed',
        'Code cells %2 of the notebook were not executed',
        counts.length,
        places
      );
    case 'failed':
      return trans.__('%1 raised an exception', executions);
  }
}

function listed(names: readonly (string | number)[], trans: Trans): string {
  const named = names.slice(0, NAMED).join(', ');
  const more = names.length - NAMED;
  return more > 0 ? trans.__('%1 and %2 more', named, more) : named;
}
