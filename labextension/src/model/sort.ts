import type { IWireRun } from '../api/wire';
import {
  isSameColumn,
  type RunColumn,
  type Statistic,
  statisticOf
} from './runcolumns';

/** What the run list can be ordered by. */
export type SortKey =
  | { readonly by: 'start' }
  | { readonly by: 'name' }
  | {
      readonly by: 'metric';
      readonly metric: string;
      readonly statistic: Statistic;
    }
  | { readonly by: 'param'; readonly param: string };

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

/** A key as one word. */
export function sortWord(key: SortKey): string {
  switch (key.by) {
    case 'metric':
      return `metric:${key.statistic}:${key.metric}`;
    case 'param':
      return `param:${key.param}`;
    default:
      return key.by;
  }
}

/** What a column is sorted by. */
export function columnKey(column: RunColumn): SortKey {
  return column.kind === 'metric'
    ? { by: 'metric', metric: column.key, statistic: column.statistic }
    : { by: 'param', param: column.key };
}

/** The order that stays when columns change: still by a column that is shown, else the newest first. */
export function sortAfter(
  sort: ISort,
  before: readonly RunColumn[],
  after: readonly RunColumn[]
): ISort {
  const column = before.find(each => isSameKey(columnKey(each), sort.key));
  if (!column) {
    return sort;
  }
  const kept = after.find(each => isSameColumn(each, column));
  return kept ? { ...sort, key: columnKey(kept) } : NEWEST_FIRST;
}

/** The order after a click on a header: the other way round, or first what one looks for. */
export function nextSort(sort: ISort, key: SortKey, rises = true): ISort {
  if (isSameKey(sort.key, key)) {
    return { key, isDescending: !sort.isDescending };
  }
  const isDescending = key.by === 'metric' ? rises : key.by === 'start';
  return { key, isDescending };
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
      return `metrics.\`${sort.key.metric}\`${suffix(sort.key.statistic)} ${direction}`;
    case 'param':
      return `params.\`${sort.key.param}\` ${direction}`;
  }
}

function suffix(statistic: Statistic): string {
  return statistic === 'last' ? '' : `.${statistic}`;
}

/**
 * Runs in an order.
 *
 * A metric that is NaN, and what is missing, comes last in both directions, NaN first, as in MLflow; ties go
 * to the newer run. Params that are numbers are sorted as such.
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
  /** 0 a number or a name, 1 no number, 2 missing. */
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
      const value = statisticOf(run.metrics[key.metric], key.statistic);
      if (value === null) {
        return { run, rank: 2, value: 0, text: '' };
      }
      return Number.isNaN(value)
        ? { run, rank: 1, value: 0, text: '' }
        : { run, rank: 0, value: finite(value), text: '' };
    }
    case 'param': {
      const text = run.params[key.param];
      if (text === undefined) {
        return { run, rank: 2, value: 0, text: '' };
      }
      const value = text.trim() === '' ? NaN : Number(text);
      return Number.isNaN(value)
        ? { run, rank: 1, value: 0, text }
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
