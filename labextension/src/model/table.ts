import type { IWireChanges, IWireRun, IWireRuns } from '../api/wire';

/** The runs of an experiment as far as they are loaded. */
export interface IRunTable {
  readonly rows: ReadonlyMap<string, IWireRun>;
  /** How many runs there are in all. */
  readonly total: number;
  /** The store's revision up to which `rows` is complete. */
  readonly revision: number;
  readonly nextPageToken: string | null;
  /** Grows when rows come or go, or a row gains a param or a metric; not when a value changes. */
  readonly shape: number;
}

/** A table and the runs that ended by the step that led to it. */
export interface IMerged {
  readonly table: IRunTable;
  readonly ended: readonly IWireRun[];
}

/** Nothing loaded yet. */
export const EMPTY_TABLE: IRunTable = {
  rows: new Map(),
  total: 0,
  revision: 0,
  nextPageToken: null,
  shape: 0
};

/** The table that a first page makes. */
export function firstPage(page: IWireRuns, previous: IRunTable): IRunTable {
  return {
    rows: new Map(page.runs.map(run => [run.run_id, run])),
    total: page.total,
    revision: page.revision,
    nextPageToken: page.next_page_token,
    shape: previous.shape + 1
  };
}

/**
 * Add a further page.
 *
 * The revision stays: the rows before this page are not newer than they were. Rows that are already there
 * stay too, since a delta that overtook the page is the newer one.
 */
export function appendPage(table: IRunTable, page: IWireRuns): IRunTable {
  const rows = new Map(table.rows);
  for (const run of page.runs) {
    if (!rows.has(run.run_id)) {
      rows.set(run.run_id, run);
    }
  }
  return {
    ...table,
    rows,
    total: Math.max(page.total, rows.size),
    nextPageToken: page.next_page_token,
    shape: table.shape + 1
  };
}

/** Apply a delta; what is older than the table is dropped. */
export function mergeChanges(table: IRunTable, changes: IWireChanges): IMerged {
  if (changes.revision < table.revision) {
    return { table, ended: [] };
  }
  const rows = new Map(table.rows);
  const newest = newestStart(table);
  const ended: IWireRun[] = [];
  let { total, shape } = table;
  for (const run of changes.runs) {
    const before = rows.get(run.run_id);
    if (run.lifecycle_stage === 'deleted') {
      total -= rows.delete(run.run_id) ? 1 : 0;
    } else {
      rows.set(run.run_id, run);
      total += !before && run.start_time > newest ? 1 : 0;
    }
    shape += isSameShape(before, run) ? 0 : 1;
    if (before && isOpen(before) && !isOpen(run)) {
      ended.push(run);
    }
  }
  total = table.nextPageToken === null ? rows.size : Math.max(total, rows.size);
  const { revision } = changes;
  return { table: { ...table, rows, total, revision, shape }, ended };
}

/** True while a run may still log. */
export function isOpen(run: IWireRun): boolean {
  return run.status === 'RUNNING' || run.status === 'SCHEDULED';
}

function newestStart(table: IRunTable): number {
  let newest = -Infinity;
  for (const run of table.rows.values()) {
    newest = Math.max(newest, run.start_time);
  }
  return newest;
}

function isSameShape(before: IWireRun | undefined, after: IWireRun): boolean {
  return (
    before !== undefined &&
    after.lifecycle_stage === 'active' &&
    size(before.params) === size(after.params) &&
    size(before.metrics) === size(after.metrics)
  );
}

function size(record: Readonly<Record<string, unknown>>): number {
  return Object.keys(record).length;
}
