import type { IDiffRow } from './differences';
import { cellKey, type IExecution, lastOfEach } from './executedcells';

/** How much of a cell names it. */
const NAME_LENGTH = 40;

/**
 * A row for each cell that was executed for any of some runs: its source when it was executed last.
 *
 * Null stands for a run that keeps no cells: it differs from none.
 */
export function cellRows(
  runs: readonly (readonly IExecution[] | null)[]
): readonly IDiffRow<'cell'>[] {
  const sources = runs.map(sourcesByCell);
  const keys = new Set(sources.flatMap(each => [...(each?.keys() ?? [])]));
  const names = new Map<string, number>();
  return [...keys].map(key => {
    const found = sources.map(each => each?.get(key));
    const cells = found.map(whole =>
      whole === undefined ? undefined : { text: whole, whole }
    );
    const kept = found.filter((_, index) => sources[index] !== null);
    return {
      section: 'cell',
      key: unique(nameOf(found.find(isThere) ?? ''), names),
      cells,
      isDifferent: kept.some(source => source !== kept[0]),
      isCode: true
    };
  });
}

function sourcesByCell(
  executions: readonly IExecution[] | null
): ReadonlyMap<string, string> | null {
  return (
    executions &&
    new Map(lastOfEach(executions).map(each => [cellKey(each), each.source]))
  );
}

function isThere(source: string | undefined): source is string {
  return source !== undefined;
}

/** The first line that says something. */
function nameOf(source: string): string {
  const line = source.trim().split('\n', 1)[0] ?? '';
  return line.length > NAME_LENGTH ? `${line.slice(0, NAME_LENGTH)}…` : line;
}

function unique(name: string, names: Map<string, number>): string {
  const times = (names.get(name) ?? 0) + 1;
  names.set(name, times);
  return times === 1 ? name : `${name} (${times})`;
}
