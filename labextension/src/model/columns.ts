import type { IWireRun } from '../api/wire';
import { isSystemTag } from './runfacts';

/** What columns can be of, besides the facts that every run has. */
export interface IColumnKeys {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  /** The users' own. */
  readonly tags: readonly string[];
}

/** Metrics of the machine rather than of the model: last in every list. */
const SYSTEM_PREFIX = 'system/';

/** Metric keys of some runs: the most common first, then those that look like a result. */
export function metricKeys(
  runs: Iterable<Pick<IWireRun, 'metrics'>>
): readonly string[] {
  return ranked(countKeys(runs, run => run.metrics));
}

/** The metric to show when nobody has chosen one. */
export function primaryMetric(keys: readonly string[]): string | null {
  return keys[0] ?? null;
}

/**
 * Params whose value is not the same in all runs; one that a run lacks counts as different.
 *
 * Those with several values come before those that are only missing in some; then the more common first. A single run differs from nothing: all of its params are named.
 */
export function differingParams(runs: readonly IWireRun[]): readonly string[] {
  return differing(runs, run => run.params);
}

/** Metrics whose last value is not the same in all runs. */
export function differingMetrics(runs: readonly IWireRun[]): readonly string[] {
  return differing(runs, lastValues);
}

/** The last value of each metric of a run, as text. */
export function lastValues(run: IWireRun): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [key, metric] of Object.entries(run.metrics)) {
    values[key] = String(metric.last);
  }
  return values;
}

/** All params of some runs, the most common first. */
export function paramKeys(runs: Iterable<IWireRun>): readonly string[] {
  return ranked(countKeys(runs, run => run.params));
}

/** The users' own tags of some runs, the most common first. */
export function tagKeys(runs: Iterable<IWireRun>): readonly string[] {
  const keys = ranked(countKeys(runs, run => run.tags));
  return keys.filter(key => !isSystemTag(key));
}

type Cells = Readonly<Record<string, unknown>>;

interface ISpread {
  count: number;
  readonly first: unknown;
  isMixed: boolean;
}

function differing(
  runs: readonly IWireRun[],
  cells: (run: IWireRun) => Cells
): readonly string[] {
  const spreads = new Map<string, ISpread>();
  for (const run of runs) {
    for (const [key, value] of Object.entries(cells(run))) {
      const spread = spreads.get(key);
      if (spread) {
        spread.count += 1;
        spread.isMixed ||= spread.first !== value;
      } else {
        spreads.set(key, { count: 1, first: value, isMixed: false });
      }
    }
  }
  const mixed = new Map<string, number>();
  const partial = new Map<string, number>();
  for (const [key, { count, isMixed }] of spreads) {
    if (isMixed) {
      mixed.set(key, count);
    } else if (count < runs.length || runs.length === 1) {
      partial.set(key, count);
    }
  }
  return [...ranked(mixed), ...ranked(partial)];
}

function countKeys<T>(
  runs: Iterable<T>,
  cells: (run: T) => Cells
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const run of runs) {
    for (const key of Object.keys(cells(run))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function ranked(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts.keys()].sort(
    (a, b) =>
      systemRank(a) - systemRank(b) ||
      (counts.get(b) ?? 0) - (counts.get(a) ?? 0) ||
      resultRank(a) - resultRank(b) ||
      (a < b ? -1 : 1)
  );
}

function systemRank(key: string): number {
  return key.startsWith(SYSTEM_PREFIX) ? 1 : 0;
}

function resultRank(key: string): number {
  return /^(val|valid|validation|test|eval)([_\-. /]|$)/i.test(key) ? 0 : 1;
}
