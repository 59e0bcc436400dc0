import type { IWireNotebookFile } from '../api/artifactwire';
import type { IWireRun } from '../api/wire';
import { fields, numberOrNull, oneOf, textOrNull } from './parsing';
import { textOf } from './notebookcells';

/** Where a run keeps what was executed in its notebook, and the notebook as it was saved. */
export const CELLS_PATH = 'trackside/cells.ipynb';
export const NOTEBOOK_PATH = 'trackside/notebook.ipynb';

/** The tag that says in a line what was executed; without it a run keeps no cells. */
const CELLS_TAG = 'trackside.cells';

/** One execution of a cell. */
export interface IExecution {
  /** What stands in the brackets of `In [count]`. */
  readonly count: number;
  readonly source: string;
  /** The notebook's id of the cell; null if the kernel was not told. */
  readonly cellId: string | null;
  /** In milliseconds since 1970; null of what ran before anybody watched. */
  readonly startedAt: number | null;
  readonly seconds: number | null;
  readonly outcome: 'ok' | 'error' | null;
  /** False of what was executed before the run began. */
  readonly isOfRun: boolean;
}

/** Reasons why the notebook from top to bottom may give another result, as the library names them. */
export const FINDINGS = [
  'out of order',
  'several versions',
  'changed since',
  'not executed',
  'failed'
] as const;
export type FindingKind = (typeof FINDINGS)[number];

export interface IFinding {
  readonly kind: FindingKind;
  /** Executions, or places of cells that were not executed. */
  readonly counts: readonly number[];
}

/** What a run knows of its cells. */
export interface IExecutedCells {
  readonly executions: readonly IExecution[];
  readonly findings: readonly IFinding[];
  /** Executions at the beginning of a long session that were not kept. */
  readonly leftOut: number;
  /** Whether the notebook as it was saved is kept, too. */
  readonly isNotebookKept: boolean;
}

/** What a run kept of its cells; anybody can write such a file. */
export function executedCells(notebook: IWireNotebookFile): IExecutedCells {
  const said = fields(fields(notebook.metadata)['trackside']);
  const found = fields(said['findings']);
  return {
    executions: notebook.cells.flatMap(cell => {
      const { execution_count: count } = cell;
      const about = fields(fields(cell.metadata)['trackside']);
      return typeof count === 'number'
        ? [
            {
              count,
              source: textOf(cell.source),
              cellId: textOrNull(about['cell_id']),
              startedAt: numberOrNull(about['started']),
              seconds: numberOrNull(about['seconds']),
              outcome: oneOf(about['outcome'], ['ok', 'error'] as const, null),
              isOfRun: about['is_of_run'] === true
            }
          ]
        : [];
    }),
    findings: FINDINGS.flatMap(kind => {
      const counts = found[kind];
      return Array.isArray(counts) && counts.length > 0
        ? [{ kind, counts: counts.map(Number) }]
        : [];
    }),
    leftOut: numberOrNull(said['left_out']) ?? 0,
    isNotebookKept: said['is_notebook_kept'] === true
  };
}

/** What changes when a run has written its cells anew; null if it keeps none. */
export function cellsVersion({
  status,
  tags
}: Pick<IWireRun, 'status' | 'tags'>): string | null {
  const said = tags[CELLS_TAG];
  return said === undefined ? null : `${status} ${said}`;
}

/** What tells a cell from the others; one without an id is told by its source. */
export function cellKey({ cellId, source }: IExecution): string {
  return cellId ?? `source ${source}`;
}

/** The last execution of each cell, in the order of execution. */
export function lastOfEach(
  executions: readonly IExecution[]
): readonly IExecution[] {
  const last = new Map<string, IExecution>();
  for (const each of executions) {
    const key = cellKey(each);
    last.delete(key);
    last.set(key, each);
  }
  return [...last.values()];
}
