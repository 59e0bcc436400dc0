import { parseValue } from '../api/value';
import type { IWireRun } from '../api/wire';

/** What the run list can be ordered by. */
export type SortKey =
  | { readonly by: 'start' }
  | { readonly by: 'name' }
  | { readonly by: 'metric'; readonly metric: string };

/** An order of the run list. */
export interface ISort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** The newest first. */
export const NEWEST_FIRST: ISort = {
  key: { by: 'start' },
  isDescending: true
};

/** True if both order by the same thing, whatever the direction. */
export function isSameKey(a: SortKey, b: SortKey): boolean {
  return sortWord(a) === sortWord(b);
}

/** A key as one word: the value of a menu entry. */
export function sortWord(key: SortKey): string {
  return key.by === 'metric' ? `metric:${key.metric}` : key.by;
}

/** The key that a word stands for. */
export function sortKey(word: string): SortKey {
  if (word.startsWith('metric:')) {
    return { by: 'metric', metric: word.slice('metric:'.length) };
  }
  return { by: word === 'name' ? 'name' : 'start' };
}

/** The order after a click on a header: the other way round, or that column's natural direction. */
export function nextSort(sort: ISort, key: SortKey): ISort {
  return isSameKey(sort.key, key)
    ? { key, isDescending: !sort.isDescending }
    : { key, isDescending: key.by !== 'name' };
}

/** The order in the store's search grammar, for tables that are loaded page by page. */
export function orderBy(sort: ISort): string {
  const direction = sort.isDescending ? 'DESC' : 'ASC';
  switch (sort.key.by) {
    case 'start':
      return `attributes.start_time ${direction}`;
    case 'name':
      return `attributes.run_name ${direction}`;
    case 'metric':
      return `metrics.\`${sort.key.metric}\` ${direction}`;
  }
}

/**
 * Runs in an order.
 *
 * A metric that is NaN or missing comes last in both directions, NaN first, as in MLflow; ties go to the
 * newer run.
 */
export function sortRuns(
  runs: Iterable<IWireRun>,
  sort: ISort
): readonly IWireRun[] {
  const sign = sort.isDescending ? -1 : 1;
  const keyed = Array.from(runs, run => keyOf(run, sort.key));
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      sign * (a.value - b.value || compareText(a.text, b.text)) ||
      b.run.start_time - a.run.start_time ||
      compareText(a.run.run_id, b.run.run_id)
  );
  return keyed.map(({ run }) => run);
}

interface IKeyed {
  readonly run: IWireRun;
  /** 0 in order, 1 NaN, 2 missing. */
  readonly rank: number;
  /** Finite, so that a difference of two is a number. */
  readonly value: number;
  readonly text: string;
}

function keyOf(run: IWireRun, key: SortKey): IKeyed {
  switch (key.by) {
    case 'start':
      return { run, rank: 0, value: run.start_time, text: '' };
    case 'name':
      return { run, rank: 0, value: 0, text: run.name };
    case 'metric': {
      const metric = run.metrics[key.metric];
      if (!metric) {
        return { run, rank: 2, value: 0, text: '' };
      }
      const value = parseValue(metric.last);
      return Number.isNaN(value)
        ? { run, rank: 1, value: 0, text: '' }
        : { run, rank: 0, value: finite(value), text: '' };
    }
  }
}

function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE / 2, Math.min(Number.MAX_VALUE / 2, value));
}

function compareText(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });
