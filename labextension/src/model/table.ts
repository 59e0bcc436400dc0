import type {
  IWireChanges,
  IWireRun,
  IWireRunCounts,
  IWireRuns
} from '../api/wire';
import { isSystemTag } from './runfacts';

type Rows = ReadonlyMap<string, IWireRun>;

/** The runs of an experiment as far as they are known. */
export interface IRunTable {
  /** Those that the list shows. */
  readonly rows: Rows;
  /** Active ones that it does not show: they do not match its filter, or are on a page to come. */
  readonly hidden: Rows;
  /** How many runs the whole list has. */
  readonly total: number;
  readonly counts: IWireRunCounts;
  /** The store's revision up to which both are complete. */
  readonly revision: number;
  readonly nextPageToken: string | null;
  /** Grows when rows come or go, or a row gains a param, a metric or a tag of the user's; not when a value changes. */
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
  hidden: new Map(),
  total: 0,
  counts: { active: 0, deleted: 0, running: 0, failed: 0, starred: 0 },
  revision: 0,
  nextPageToken: null,
  shape: 0
};

/**
 * The table that a first page makes.
 *
 * What was known before and is not on the page is kept aside, as old as it is: then so is the table, and
 * the next delta brings it up to date.
 */
export function firstPage(page: IWireRuns, previous: IRunTable): IRunTable {
  const rows = new Map(page.runs.map(run => [run.run_id, run]));
  const hidden = new Map<string, IWireRun>();
  const active = page.runs.filter(isActive).length;
  if (active < page.counts.active) {
    const known = [previous.hidden, previous.rows].flatMap(map => [
      ...map.values()
    ]);
    for (const run of [...known, ...page.beside]) {
      if (!rows.has(run.run_id) && isActive(run)) {
        hidden.set(run.run_id, run);
      }
    }
  }
  const isAsOld = hidden.size > page.beside.length;
  return {
    rows,
    hidden,
    total: page.total,
    counts: page.counts,
    revision: isAsOld ? previous.revision : page.revision,
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
  const hidden = new Map(table.hidden);
  for (const run of page.runs) {
    const known = rows.get(run.run_id) ?? hidden.get(run.run_id);
    rows.set(run.run_id, known ?? run);
    hidden.delete(run.run_id);
  }
  return {
    ...table,
    rows,
    hidden,
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
  const hidden = new Map(table.hidden);
  const matching = new Set(changes.matching);
  const ended: IWireRun[] = [];
  let { shape } = table;
  for (const run of changes.runs) {
    const runId = run.run_id;
    const before = rows.get(runId) ?? hidden.get(runId);
    const isListed = matching.has(runId);
    const stays = isListed === rows.has(runId);
    shape += stays && (!isListed || isSameShape(before, run)) ? 0 : 1;
    rows.delete(runId);
    hidden.delete(runId);
    if (isListed) {
      rows.set(runId, run);
    } else if (isActive(run)) {
      hidden.set(runId, run);
    }
    if (before && isOpen(before) && !isOpen(run)) {
      ended.push(run);
    }
  }
  const { revision, total, counts } = changes;
  return {
    table: { ...table, rows, hidden, total, counts, revision, shape },
    ended
  };
}

/** True while a run may still log. */
export function isOpen(run: IWireRun): boolean {
  return run.status === 'RUNNING' || run.status === 'SCHEDULED';
}

function isActive(run: IWireRun): boolean {
  return run.lifecycle_stage === 'active';
}

function isSameShape(before: IWireRun | undefined, after: IWireRun): boolean {
  return (
    before !== undefined &&
    size(before.params) === size(after.params) &&
    size(before.metrics) === size(after.metrics) &&
    ownTags(before) === ownTags(after)
  );
}

function ownTags({ tags }: IWireRun): number {
  return Object.keys(tags).filter(key => !isSystemTag(key)).length;
}

function size(record: Readonly<Record<string, unknown>>): number {
  return Object.keys(record).length;
}
