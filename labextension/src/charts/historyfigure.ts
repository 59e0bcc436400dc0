import type { Data, Layout } from 'plotly.js';

import { parseValue } from '../api/value';
import type { IWireSeries } from '../api/wire';
import type { IChartTheme } from './theme';

/** What runs along the horizontal axis. */
export type HistoryAxis = 'step' | 'time';

/** How a history is drawn. */
export interface IHistoryOptions {
  readonly axis: HistoryAxis;
  readonly isLog: boolean;
  readonly nameOf: (runId: string) => string;
  readonly colourOf: (runId: string) => string;
  readonly labels: Readonly<Record<HistoryAxis, string>>;
}

/** One line of a history chart. */
export interface IHistoryLine {
  readonly runId: string;
  readonly name: string;
  readonly colour: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** All that a history chart shows, before any drawing is decided. */
export interface IHistoryInfo {
  readonly key: string;
  readonly lines: readonly IHistoryLine[];
  readonly axis: HistoryAxis;
  readonly axisTitle: string;
  readonly isLog: boolean;
}

/** What plotly is given. */
export interface IFigure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

interface ITimeUnit {
  readonly name: string;
  readonly ms: number;
}

/**
 * Decide what a history chart shows.
 *
 * Time counts from the first point of each run, so that runs of different days lie over one another. A value
 * that is not a number, or not positive on a logarithmic axis, is a gap.
 */
export function historyInfo(
  key: string,
  series: readonly IWireSeries[],
  options: IHistoryOptions
): IHistoryInfo {
  const { axis, isLog, labels } = options;
  const unit = timeUnit(Math.max(0, ...series.map(span)));
  const lines = series.map(one => ({
    runId: one.run_id,
    name: options.nameOf(one.run_id),
    colour: options.colourOf(one.run_id),
    x: axis === 'step' ? one.steps : elapsed(one, unit),
    y: one.values.map(value => drawable(parseValue(value), isLog))
  }));
  const axisTitle =
    axis === 'step' ? labels.step : `${labels.time} [${unit.name}]`;
  return { key, lines, axis, axisTitle, isLog };
}

/** Points in all lines together. */
export function pointCount(info: IHistoryInfo): number {
  return info.lines.reduce((sum, line) => sum + line.x.length, 0);
}

/** Points that have no place in the chart: not finite, or not positive on a logarithmic axis. */
export function gapCount(info: IHistoryInfo): number {
  return info.lines.reduce(
    (sum, line) => sum + line.y.filter(value => value === null).length,
    0
  );
}

/** Draw a history chart in the colours of a theme. */
export function historyFigure(info: IHistoryInfo, theme: IChartTheme): IFigure {
  const axis = {
    color: theme.text,
    gridcolor: theme.grid,
    zerolinecolor: theme.grid,
    linecolor: theme.grid,
    automargin: true
  };
  return {
    data: info.lines.map(trace),
    layout: {
      autosize: true,
      showlegend: false,
      hovermode: info.lines.length > 1 ? 'x unified' : 'closest',
      margin: { l: 44, r: 8, t: 8, b: 36 },
      paper_bgcolor: theme.paper,
      plot_bgcolor: theme.paper,
      font: { family: theme.font, size: theme.fontSize, color: theme.text },
      hoverlabel: { bgcolor: theme.paper, font: { color: theme.text } },
      // The zoom outlives new points, but not another metric or axis.
      uirevision: `${info.key} ${info.axis} ${String(info.isLog)}`,
      xaxis: { ...axis, title: { text: info.axisTitle, standoff: 4 } },
      yaxis: { ...axis, type: info.isLog ? 'log' : 'linear' }
    }
  };
}

function trace(line: IHistoryLine): Data {
  const lone = line.y.map((_, index) => isLone(line.y, index));
  return {
    type: 'scatter',
    mode: lone.some(Boolean) ? 'lines+markers' : 'lines',
    name: line.name,
    x: [...line.x],
    y: [...line.y],
    line: { color: line.colour, width: 1.5 },
    marker: {
      color: line.colour,
      size: lone.map(is => (is ? 5 : 0)),
      // Dots of several sizes are bubbles to plotly: pale, with a rim.
      opacity: 1,
      line: { width: 0 }
    },
    connectgaps: false
  };
}

/** A point between gaps: no line leads to it, so it is drawn as a dot. */
function isLone(y: readonly (number | null)[], index: number): boolean {
  const has = (place: number): boolean => (y[place] ?? null) !== null;
  return has(index) && !has(index - 1) && !has(index + 1);
}

function elapsed(series: IWireSeries, unit: ITimeUnit): readonly number[] {
  const start = series.timestamps[0] ?? 0;
  return series.timestamps.map(time => (time - start) / unit.ms);
}

function span(series: IWireSeries): number {
  const { timestamps } = series;
  const first = timestamps[0] ?? 0;
  return (timestamps[timestamps.length - 1] ?? first) - first;
}

function timeUnit(ms: number): ITimeUnit {
  if (ms < 10 * 60_000) {
    return { name: 's', ms: 1000 };
  }
  return ms < 10 * 3_600_000
    ? { name: 'min', ms: 60_000 }
    : { name: 'h', ms: 3_600_000 };
}

function drawable(value: number, isLog: boolean): number | null {
  return Number.isFinite(value) && (!isLog || value > 0) ? value : null;
}
