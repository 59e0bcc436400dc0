import type { IWireRun } from '../api/wire';
import { formatValue } from '../format';
import { type IMetricColumn, statisticOf } from '../model/runcolumns';
import { type IFigure, themedAxis, themedLayout } from './figure';
import type { IRunLook } from './runlook';
import type { IChartTheme } from './theme';

/** One bar. */
export interface IBar extends IRunLook {
  readonly runId: string;
  readonly value: number;
}

/** A metric over runs; those without a finite value are left out. */
export interface IBarsInfo {
  readonly column: IMetricColumn;
  readonly bars: readonly IBar[];
  readonly leftOut: number;
}

const BAR_HEIGHT = 26;

/** Decide which bars there are: in the order of the runs, or the best first. */
export function barsInfo(
  runs: readonly IWireRun[],
  column: IMetricColumn,
  isSorted: boolean,
  lookOf: (runId: string) => IRunLook
): IBarsInfo {
  const bars = runs.flatMap(({ run_id, metrics }) => {
    const value = statisticOf(metrics[column.key], column.statistic);
    return value !== null && Number.isFinite(value)
      ? [{ ...lookOf(run_id), runId: run_id, value }]
      : [];
  });
  const sign = column.rises ? -1 : 1;
  return {
    column,
    bars: isSorted ? bars.sort((a, b) => sign * (a.value - b.value)) : bars,
    leftOut: runs.length - bars.length
  };
}

/** How high a chart of so many bars is. */
export function barsHeight({ bars }: IBarsInfo): number {
  return bars.length * BAR_HEIGHT + 64;
}

/** Draw bars that lie, so that the names of runs can be read. */
export function barsFigure(info: IBarsInfo, theme: IChartTheme): IFigure {
  const { column, bars } = info;
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
      xaxis: themedAxis(theme, `${column.key} (${column.statistic})`),
      yaxis: {
        ...themedAxis(theme, ''),
        tickvals: places,
        ticktext: bars.map(({ name }) => name),
        autorange: 'reversed'
      }
    }
  };
}
