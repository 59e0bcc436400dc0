import type { IWireRun } from '../api/wire';
import {
  attributeOrder,
  attributeValue,
  type SortedAttribute
} from './runattributes';
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
  | { readonly by: 'param'; readonly param: string }
  | { readonly by: 'tag'; readonly tag: string }
  | { readonly by: 'attribute'; readonly attribute: SortedAttribute };

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
    case 'tag':
      return `tag:${key.tag}`;
    case 'attribute':
      return `attribute:${key.attribute}`;
    default:
      return key.by;
  }
}

/** What a column is sorted by; null if no store has an order by that. */
export function columnKey(column: RunColumn): SortKey | null {
  const { kind, key } = column;
  switch (kind) {
    case 'metric':
      return { by: kind, metric: key, statistic: column.statistic };
    case 'param':
      return { by: kind, param: key };
    case 'tag':
      return { by: kind, tag: key };
    case 'attribute':
      return key === 'experiment' || key === 'datasets'
        ? null
        : { by: kind, attribute: key };
  }
}

/** True if a click on a column's header sorts by this. */
function isKeyOf(column: RunColumn, key: SortKey): boolean {
  const its = columnKey(column);
  return its !== null && isSameKey(its, key);
}

/** The order that stays when columns change: still by a column that is shown, else the newest first. */
export function sortAfter(
  sort: ISort,
  before: readonly RunColumn[],
  after: readonly RunColumn[]
): ISort {
  const column = before.find(each => isKeyOf(each, sort.key));
  if (!column) {
    return sort;
  }
  const kept = after.find(each => isSameColumn(each, column));
  const key = kept && columnKey(kept);
  return key ? { ...sort, key } : NEWEST_FIRST;
}

/** The order after a click on a header: the other way round, or first what one looks for. */
export function nextSort(sort: ISort, key: SortKey, rises = true): ISort {
  if (isSameKey(sort.key, key)) {
    return { key, isDescending: !sort.isDescending };
  }
  return { key, isDescending: key.by === 'metric' ? rises : isTime(key) };
}

/** Of times one looks for the latest or the longest. */
function isTime(key: SortKey): boolean {
  return key.by === 'attribute'
    ? key.attribute === 'duration' || key.attribute === 'end'
    : key.by === 'start';
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
    case 'tag':
      return `tags.\`${sort.key.tag}\` ${direction}`;
    case 'attribute':
      return `${attributeOrder(sort.key.attribute)} ${direction}`;
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
    case 'tag':
      return keyOfFact(run, run.tags[key.tag] ?? null);
    case 'attribute':
      return keyOfFact(run, attributeValue(run, key.attribute));
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

function keyOfFact(run: IWireRun, fact: number | string | null): IKeyed {
  const rank = fact === null ? 2 : 0;
  return typeof fact === 'number'
    ? { run, rank, value: fact, text: '' }
    : { run, rank, value: 0, text: fact ?? '' };
}

function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE / 2, Math.min(Number.MAX_VALUE / 2, value));
}

function compareText(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });
