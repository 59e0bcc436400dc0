import type { IWireRun } from '../api/wire';

/** Where a row stands in the tree that the list is. */
export interface IRowPlace {
  /** Of a run its own id. */
  readonly id: string;
  /** 1 for a row that is below none. */
  readonly level: number;
  /** Runs directly below this one, listed or folded away. */
  readonly children: number;
  readonly isFolded: boolean;
}

/** A row of the list: a run, and where it stands in the tree of nested runs. */
export interface IRunRow extends IRowPlace {
  readonly kind: 'run';
  readonly run: IWireRun;
}

const PARENT_TAG = 'mlflow.parentRunId';

/**
 * The rows of runs in order: children follow their parent in that same order, and a folded parent stands for
 * them. A run whose parent is not among the runs stands for itself.
 */
export function nestedRows(
  runs: readonly IWireRun[],
  folded: ReadonlySet<string>,
  firstLevel = 1
): readonly IRunRow[] {
  const byParent = childrenOf(runs);
  const rows: IRunRow[] = [];
  const add = (run: IWireRun, level: number): void => {
    const below = byParent.get(run.run_id) ?? [];
    const isFolded = below.length > 0 && folded.has(run.run_id);
    const children = below.length;
    rows.push({ kind: 'run', id: run.run_id, run, level, children, isFolded });
    if (!isFolded) {
      below.forEach(child => add(child, level + 1));
    }
  };
  (byParent.get(ROOT) ?? []).forEach(run => add(run, firstLevel));
  return rows;
}

const ROOT = '';

function childrenOf(
  runs: readonly IWireRun[]
): ReadonlyMap<string, readonly IWireRun[]> {
  const byId = possibleParents(runs);
  const children = new Map<string, IWireRun[]>();
  for (const run of runs) {
    const above = parentOf(run, byId);
    const parent = above !== null && rootOf(run, byId) ? above : ROOT;
    const siblings = children.get(parent) ?? [];
    siblings.push(run);
    children.set(parent, siblings);
  }
  return children;
}

/** The runs by their ids; none where no run is a part of another, as in most lists, which are arranged at each delta. */
function possibleParents(
  runs: readonly IWireRun[]
): ReadonlyMap<string, IWireRun> {
  return runs.some(run => run.tags[PARENT_TAG] !== undefined)
    ? new Map(runs.map(run => [run.run_id, run]))
    : new Map();
}

function parentOf(
  run: IWireRun,
  byId: ReadonlyMap<string, IWireRun>
): string | null {
  const parent = run.tags[PARENT_TAG];
  return parent !== undefined && byId.has(parent) ? parent : null;
}

/** The outermost run that each one is a part of, by its id; itself if its parents go round in a circle. */
export function rootsOf(
  runs: readonly IWireRun[]
): ReadonlyMap<string, IWireRun> {
  const byId = new Map(runs.map(run => [run.run_id, run]));
  return new Map(runs.map(run => [run.run_id, rootOf(run, byId) ?? run]));
}

/** Null if its parents go round in a circle: anybody can write a tag. */
function rootOf(
  run: IWireRun,
  byId: ReadonlyMap<string, IWireRun>
): IWireRun | null {
  const seen = new Set<string>();
  for (let each = run; !seen.has(each.run_id);) {
    seen.add(each.run_id);
    const parent = byId.get(parentOf(each, byId) ?? ROOT);
    if (!parent) {
      return each;
    }
    each = parent;
  }
  return null;
}
