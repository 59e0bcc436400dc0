import { parseValue } from '../api/value';
import type { IWireRun } from '../api/wire';
import { formatParam } from '../format';
import { differingParams, metricKeys, paramKeys } from './columns';

/**
 * What runs are compared by: a param or the latest value of a metric, in the words of a filter:
 * `params.lr`, `metrics.loss`.
 */
export type ValueWord = `params.${string}` | `metrics.${string}`;

/** One value of each run; null where a run has none, or none that is finite. */
export interface IRunValues {
  readonly word: ValueWord;
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** What the numbers stand for, if they are places in a list of words. */
  readonly categories: readonly string[] | null;
  /** True if the numbers are read by their powers of ten, as learning rates are. */
  readonly isLog: boolean;
}

/** From the least to the greatest: what spans further is read by powers of ten. */
const LOG_FROM_RATIO = 100;

/** All that these runs can be compared by: params that differ, metrics, then the other params. */
export function valueWords(runs: readonly IWireRun[]): readonly ValueWord[] {
  const differing = differingParams(runs);
  const same = paramKeys(runs).filter(key => !differing.includes(key));
  return [
    ...differing.map(key => `params.${key}` as const),
    ...metricKeys(runs).map(key => `metrics.${key}` as const),
    ...same.map(key => `params.${key}` as const)
  ];
}

export function isValueWord(text: string): text is ValueWord {
  return text.startsWith('params.') || text.startsWith('metrics.');
}

/** The param or metric that a word names. */
export function wordKey(word: ValueWord): string {
  return word.slice(word.indexOf('.') + 1);
}

/** Read a value of each run: numbers where all are, else places in the list of what there is. */
export function runValues(
  runs: readonly IWireRun[],
  word: ValueWord
): IRunValues {
  const label = wordKey(word);
  if (word.startsWith('metrics.')) {
    const values = runs.map(run => metricValue(run, label));
    return { word, label, values, categories: null, isLog: false };
  }
  const texts = runs.map(run => run.params[label] ?? null);
  const numbers = texts.map(number);
  if (texts.some((text, index) => text !== null && numbers[index] === null)) {
    return { word, label, ...categorised(texts) };
  }
  const isLog = spansFar(numbers);
  return { word, label, values: numbers, categories: null, isLog };
}

function metricValue(run: IWireRun, key: string): number | null {
  const metric = run.metrics[key];
  const value = metric ? parseValue(metric.last) : NaN;
  return Number.isFinite(value) ? value : null;
}

function number(text: string | null): number | null {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function spansFar(numbers: readonly (number | null)[]): boolean {
  const found = numbers.filter(value => value !== null);
  const least = Math.min(...found);
  return least > 0 && Math.max(...found) / least >= LOG_FROM_RATIO;
}

function categorised(
  texts: readonly (string | null)[]
): Pick<IRunValues, 'values' | 'categories' | 'isLog'> {
  const categories = [...new Set(texts.filter(text => text !== null))].sort(
    (a, b) => a.localeCompare(b, undefined, { numeric: true })
  );
  const values = texts.map(text =>
    text === null ? null : categories.indexOf(text)
  );
  return { values, categories: categories.map(formatParam), isLog: false };
}
