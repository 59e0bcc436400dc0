import type { IWireRun } from '../api/wire';
import type { GroupedAttribute, Grouping } from './grouping';
import { type IRowPlace, type IRunRow, nestedRows, rootsOf } from './nesting';
import { attributeValue } from './runattributes';
import { datasetsText } from './rundatasets';
import { type IMetricColumn, statisticOf } from './runcolumns';

/** A row that stands for the runs which have something in common. */
export interface IGroupRow extends IRowPlace {
  readonly kind: 'group';
  readonly grouping: Grouping;
  /** One of those that the group is named by. */
  readonly sample: IWireRun;
  /** All of the group, nested ones, too, in the order of the list. */
  readonly runs: readonly IWireRun[];
}

export type ListRow = IRunRow | IGroupRow;

/**
 * The rows of runs in order, below a row a group. Groups stand in the order of their first runs; a nested run
 * stays below its parent, whatever its own value is.
 */
export function groupedRows(
  runs: readonly IWireRun[],
  grouping: Grouping,
  folded: ReadonlySet<string>
): readonly ListRow[] {
  const roots = rootsOf(runs);
  const groups = new Map<string, IGroup>();
  for (const run of runs) {
    const sample = roots.get(run.run_id) ?? run;
    const id = `group:${JSON.stringify([grouping.kind, grouping.key, valueOf(sample, grouping)])}`;
    const group = groups.get(id) ?? { sample, runs: [] };
    group.runs.push(run);
    groups.set(id, group);
  }
  return [...groups].flatMap(([id, group]): readonly ListRow[] => {
    const isFolded = folded.has(id);
    const children = group.runs.length;
    const row = { kind: 'group', id, grouping, level: 1, children } as const;
    const below = isFolded ? [] : nestedRows(group.runs, folded, 2);
    return [{ ...row, ...group, isFolded }, ...below];
  });
}

interface IGroup {
  readonly sample: IWireRun;
  readonly runs: IWireRun[];
}

function valueOf(run: IWireRun, { kind, key }: Grouping): string | null {
  if (kind === 'attribute') {
    return attributeOf(run, key);
  }
  return (kind === 'param' ? run.params[key] : run.tags[key]) ?? null;
}

function attributeOf(run: IWireRun, key: GroupedAttribute): string | null {
  switch (key) {
    case 'experiment':
      return run.experiment_id;
    case 'datasets':
      return datasetsText(run);
    default:
      return String(attributeValue(run, key) ?? '') || null;
  }
}

/** What a metric column comes down to in a group. */
export interface IGroupValue {
  /** The mean; or the extreme, where the column shows extremes. */
  readonly value: number;
  readonly isMean: boolean;
  readonly min: number;
  readonly max: number;
  /** Runs that have a finite value. */
  readonly count: number;
}

/** Mean or extreme of what the rows of a group show; null if none has a number. */
export function groupValue(
  runs: readonly IWireRun[],
  { key, choice, statistic }: IMetricColumn
): IGroupValue | null {
  let [sum, count, min, max] = [0, 0, Infinity, -Infinity];
  for (const run of runs) {
    const value = statisticOf(run.metrics[key], statistic);
    if (value !== null && Number.isFinite(value)) {
      sum += value;
      count += 1;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  const isMean = choice === 'last';
  const extreme = statistic === 'min' ? min : max;
  const value = isMean ? sum / count : extreme;
  return count === 0 ? null : { value, isMean, min, max, count };
}
