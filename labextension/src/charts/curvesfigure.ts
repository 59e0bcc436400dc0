import type { Data } from 'plotly.js';

import type { CurveAxis } from '../model/curveoptions';
import type { ICurve, ICurvesInfo, IGroupCurve } from './curves';
import { lineId } from './emphasis';
import { type IFigure, themedAxis, themedLayout } from './figure';
import type { IChartTheme } from './theme';

/** The words on the chart. */
export interface ICurveWords {
  readonly axis: Readonly<Record<CurveAxis, string>>;
  /** The name of a group, such as `lr = 0.1 (3 runs)`. */
  readonly group: (value: string, runs: number) => string;
}

/** With more lines than this a label that names them all would cover the chart. */
const MAX_UNIFIED = 12;

/** Draw a chart of curves in the colours of a theme. */
export function curvesFigure(
  info: ICurvesInfo,
  words: ICurveWords,
  theme: IChartTheme
): IFigure {
  const { key, axis, unit, isLogX, isLogY, curves, groups } = info;
  const lines = curves.length + groups.length;
  const title = unit ? `${words.axis[axis]} [${unit}]` : words.axis[axis];
  const linear = axis === 'wall' ? 'date' : 'linear';
  return {
    data: [
      ...curves.flatMap(faint),
      ...curves.map(trace),
      ...groups.map(band),
      ...groups.map(one => mean(one, words.group(one.value, one.runs)))
    ],
    layout: {
      ...themedLayout(theme),
      // The runs have their legend beside the charts; groups are known here only.
      showlegend: groups.length > 0,
      legend: { orientation: 'h', x: 0, y: 1, yanchor: 'bottom' },
      hovermode: lines > 1 && lines <= MAX_UNIFIED ? 'x unified' : 'closest',
      // The zoom outlives new points, but not another metric or axis.
      uirevision: [key, axis, isLogX, isLogY].join(' '),
      xaxis: themedAxis(theme, title, isLogX ? 'log' : linear),
      yaxis: themedAxis(theme, '', isLogY ? 'log' : 'linear')
    }
  };
}

/** What was logged, pale behind the smoothed line. */
function faint({ runId, raw, x, colour }: ICurve): Data[] {
  return raw
    ? [
        {
          type: 'scatter',
          uid: lineId(runId, 'raw'),
          mode: 'lines',
          x: [...x],
          y: [...raw],
          line: { color: colour, width: 1 },
          opacity: 0.25,
          hoverinfo: 'skip',
          connectgaps: false
        }
      ]
    : [];
}

function trace(line: ICurve): Data {
  const lone = line.y.map((_, index) => isLone(line.y, index));
  return {
    type: 'scatter',
    uid: lineId(line.runId, 'line'),
    mode: lone.some(Boolean) ? 'lines+markers' : 'lines',
    name: line.name,
    x: [...line.x],
    y: [...line.y],
    line: { color: line.colour, dash: line.dash, width: 1.5 },
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

/** There along the upper edge and back along the lower one. */
function band({ x, low, high, colour }: IGroupCurve): Data {
  return {
    type: 'scatter',
    mode: 'lines',
    x: [...x, ...[...x].reverse()],
    y: [...high, ...[...low].reverse()],
    fill: 'toself',
    fillcolor: colour,
    line: { width: 0 },
    opacity: 0.2,
    hoverinfo: 'skip',
    showlegend: false
  };
}

function mean({ x, mean: y, colour }: IGroupCurve, name: string): Data {
  return {
    type: 'scatter',
    mode: x.length > 1 ? 'lines' : 'markers',
    name,
    x: [...x],
    y: [...y],
    line: { color: colour, width: 2 },
    marker: { color: colour, size: 5 }
  };
}
