import { type IExecution, lastOfEach } from './executedcells';

/** A code cell of a notebook as it is now. */
export interface INotebookNowCell {
  readonly id: string | null;
  readonly source: string;
}

/** How a cell that was executed stands to the notebook as it is now. */
export type CellChange =
  | { readonly kind: 'same' | 'gone' }
  | { readonly kind: 'changed'; readonly now: string };

/** What became of the cells that a run executed, by the count of their last execution. */
export function changesSince(
  executions: readonly IExecution[],
  now: readonly INotebookNowCell[]
): ReadonlyMap<number, CellChange> {
  const sources = new Map(now.map(cell => [cell.id, cell.source]));
  const known = new Set(now.map(cell => cell.source));
  return new Map(
    lastOfEach(executions).map(({ count, cellId, source }) => {
      const present = cellId === null ? undefined : sources.get(cellId);
      return [count, changeOf(source, present, known)];
    })
  );
}

/** Cells of the notebook that the run did not execute. */
export function notExecuted(
  executions: readonly IExecution[],
  now: readonly INotebookNowCell[]
): readonly INotebookNowCell[] {
  const ids = new Set(executions.map(({ cellId }) => cellId));
  const sources = new Set(executions.map(({ source }) => source));
  return now.filter(
    ({ id, source }) =>
      source.trim() !== '' &&
      !sources.has(source) &&
      (id === null || !ids.has(id))
  );
}

function changeOf(
  source: string,
  present: string | undefined,
  known: ReadonlySet<string>
): CellChange {
  if (present === undefined) {
    // A cell without an id, or one that was cut and pasted, is known by what stands in it.
    return { kind: known.has(source) ? 'same' : 'gone' };
  }
  return present === source
    ? { kind: 'same' }
    : { kind: 'changed', now: present };
}
