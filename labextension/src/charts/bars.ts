import { parseValue } from '../api/value';
import type { IWireMetric, IWireRun } from '../api/wire';
import { formatValue } from '../format';
import { type IFigure, themedAxis, themedLayout } from './figure';
import type { IRunLook } from './runlook';
import type { IChartTheme } from './theme';

/** What a series comes down to in a bar. */
export const STATISTICS = ['last', 'min', 'max'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** One bar. */
export interface IBar extends IRunLook {
  readonly runId: string;
  readonly value: number;
}

/** A metric over runs; those without a finite value are left out. */
export interface IBarsInfo {
  readonly metric: string;
  readonly statistic: Statistic;
  readonly bars: readonly IBar[];
  readonly leftOut: number;
}

const BAR_HEIGHT = 26;

/** Decide which bars there are: in the order of the runs, or the greatest first. */
export function barsInfo(
  runs: readonly IWireRun[],
  metric: string,
  statistic: Statistic,
  isSorted: boolean,
  lookOf: (runId: string) => IRunLook
): IBarsInfo {
  const bars = runs.flatMap(({ run_id, metrics }) => {
    const value = statisticOf(metrics[metric], statistic);
    return Number.isFinite(value)
      ? [{ ...lookOf(run_id), runId: run_id, value }]
      : [];
  });
  return {
    metric,
    statistic,
    bars: isSorted ? bars.sort((a, b) => b.value - a.value) : bars,
    leftOut: runs.length - bars.length
  };
}

function statisticOf(
  metric: IWireMetric | undefined,
  statistic: Statistic
): number {
  const value = metric?.[statistic] ?? null;
  return value === null ? NaN : parseValue(value);
}

/** How high a chart of so many bars is. */
export function barsHeight({ bars }: IBarsInfo): number {
  return bars.length * BAR_HEIGHT + 64;
}

/** Draw bars that lie, so that the names of runs can be read. */
export function barsFigure(info: IBarsInfo, theme: IChartTheme): IFigure {
  const { metric, statistic, bars } = info;
  // By place: plotly would put runs of one name into one bar.
  const places = bars.map((_, index) => index);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: bars.map(({ value }) => value),
        y: places,
        marker: { color: bars.map(({ colour }) => colour) },
        text: bars.map(({ value }) => formatValue(value)),
        textposition: 'auto',
        hovertext: bars.map(({ name, value }) => `${name}: ${value}`),
        hoverinfo: 'text'
      }
    ],
    layout: {
      ...themedLayout(theme),
      bargap: 0.25,
      xaxis: themedAxis(theme, `${metric} (${statistic})`),
      yaxis: {
        ...themedAxis(theme, ''),
        tickvals: places,
        ticktext: bars.map(({ name }) => name),
        autorange: 'reversed'
      }
    }
  };
}
