import type { IWireRun } from '../api/wire';

/** A row of the list: a run, and where it stands in the tree of nested runs. */
export interface IRunRow {
  readonly run: IWireRun;
  /** 1 for a run that is a part of none that is listed. */
  readonly level: number;
  /** Runs directly below this one, listed or folded away. */
  readonly children: number;
  readonly isFolded: boolean;
}

const PARENT_TAG = 'mlflow.parentRunId';

/**
 * The rows of runs in order: children follow their parent in that same order, and a folded parent stands for
 * them. A run whose parent is not among the runs stands for itself.
 */
export function nestedRows(
  runs: readonly IWireRun[],
  folded: ReadonlySet<string>
): readonly IRunRow[] {
  const children = childrenOf(runs);
  const rows: IRunRow[] = [];
  const add = (run: IWireRun, level: number): void => {
    const below = children.get(run.run_id) ?? [];
    const isFolded = below.length > 0 && folded.has(run.run_id);
    rows.push({ run, level, children: below.length, isFolded });
    if (!isFolded) {
      below.forEach(child => add(child, level + 1));
    }
  };
  (children.get(ROOT) ?? []).forEach(run => add(run, 1));
  return rows;
}

const ROOT = '';

function childrenOf(
  runs: readonly IWireRun[]
): ReadonlyMap<string, readonly IWireRun[]> {
  const byId = new Map(runs.map(run => [run.run_id, run]));
  const children = new Map<string, IWireRun[]>();
  for (const run of runs) {
    const parent = isRooted(run, byId) ? (parentOf(run, byId) ?? ROOT) : ROOT;
    const siblings = children.get(parent) ?? [];
    siblings.push(run);
    children.set(parent, siblings);
  }
  return children;
}

function parentOf(
  run: IWireRun,
  byId: ReadonlyMap<string, IWireRun>
): string | null {
  const parent = run.tags[PARENT_TAG];
  return parent !== undefined && byId.has(parent) ? parent : null;
}

/** False if its parents go round in a circle: anybody can write a tag. */
function isRooted(run: IWireRun, byId: ReadonlyMap<string, IWireRun>): boolean {
  const seen = new Set<string>();
  for (
    let each: IWireRun | undefined = run;
    each;
    each = byId.get(parentOf(each, byId) ?? ROOT)
  ) {
    if (seen.has(each.run_id)) {
      return false;
    }
    seen.add(each.run_id);
  }
  return true;
}
