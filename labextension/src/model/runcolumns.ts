import { parseValue } from '../api/value';
import type { IWireMetric, IWireRun } from '../api/wire';
import type { RunAttribute } from './runattributes';

/** Statistics of a metric that a store keeps for every series. */
export const STATISTICS = ['last', 'min', 'max'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** What a metric column may be told to show: `best` is the greatest or the least, as the metric goes. */
export const CHOICES = ['last', 'best', 'min', 'max'] as const;
export type StatisticChoice = (typeof CHOICES)[number];

/** A column that the user chose. */
export type ChosenColumn =
  | {
      readonly kind: 'metric';
      readonly key: string;
      readonly choice: StatisticChoice;
    }
  | FactColumn;

/** A column of what a run was given or what is known of it: the same text in every run's life, or nearly. */
export type FactColumn =
  | { readonly kind: 'param'; readonly key: string }
  | { readonly kind: 'tag'; readonly key: string }
  | { readonly kind: 'attribute'; readonly key: RunAttribute };

/** What a column is of. */
export type ColumnName = Pick<ChosenColumn, 'kind' | 'key'>;

/** A metric column as it is drawn. */
export interface IMetricColumn {
  readonly kind: 'metric';
  readonly key: string;
  readonly choice: StatisticChoice;
  readonly statistic: Statistic;
  /** True if greater is better. */
  readonly rises: boolean;
}

export type RunColumn = IMetricColumn | FactColumn;

/** A column as it is drawn, given which way its metric goes. */
export function resolved(column: ChosenColumn, rises: boolean): RunColumn {
  return column.kind === 'metric'
    ? metricColumn(column.key, column.choice, rises)
    : column;
}

/** What a choice comes down to, given which way the metric goes. */
export function metricColumn(
  key: string,
  choice: StatisticChoice,
  rises: boolean
): IMetricColumn {
  const best = rises ? 'max' : 'min';
  const statistic = choice === 'best' ? best : choice;
  return { kind: 'metric', key, choice, statistic, rises };
}

/** A column as one word. */
export function columnWord({ kind, key }: ColumnName): string {
  return `${kind}:${key}`;
}

/** True if both are of the same metric, param, tag or fact. */
export function isSameColumn(a: ColumnName, b: ColumnName): boolean {
  return a.kind === b.kind && a.key === b.key;
}

/** A statistic of a metric, NaN included; null if nothing was logged or the server does not tell. */
export function statisticOf(
  metric: IWireMetric | undefined,
  statistic: Statistic
): number | null {
  const value = metric?.[statistic] ?? null;
  return value === null ? null : parseValue(value);
}

/** How a run's value differs from the baseline's, and whether that is good. */
export interface IDelta {
  readonly difference: number;
  /** Null if they are equal. */
  readonly isBetter: boolean | null;
}

/** The difference to the baseline in a column; null if either has no number there. */
export function deltaOf(
  run: IWireRun,
  baseline: IWireRun,
  column: IMetricColumn
): IDelta | null {
  const { key, statistic } = column;
  const mine = statisticOf(run.metrics[key], statistic);
  const its = statisticOf(baseline.metrics[key], statistic);
  if (mine === null || its === null || run.run_id === baseline.run_id) {
    return null;
  }
  const difference = mine - its;
  if (!Number.isFinite(difference)) {
    return null;
  }
  const isBetter = difference === 0 ? null : difference > 0 === column.rises;
  return { difference, isBetter };
}
