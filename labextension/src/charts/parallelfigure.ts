import type { Data } from 'plotly.js';

import { type IFigure, themedAxis, themedLayout } from './figure';
import type { Brushes, IParallelInfo } from './parallel';
import { type IColouring, ownColours, valueColours } from './runcolours';
import type { IChartTheme } from './theme';

/** Draw parallel coordinates; a drag along an axis brushes a part of it. */
export function parallelFigure(
  info: IParallelInfo,
  brushes: Brushes,
  theme: IChartTheme
): IFigure {
  const font = { color: theme.text, size: theme.fontSize, shadow: 'none' };
  const drawn = {
    type: 'parcoords',
    dimensions: info.axes.map(({ word, label, values, ticks }) => ({
      label,
      values: [...values],
      constraintrange: brushes[word],
      ...ticks
    })),
    line: colouring(info, theme),
    unselected: { line: { color: theme.grid, opacity: 0.3 } },
    labelfont: { ...font, size: theme.fontSize + 1 },
    tickfont: font,
    rangefont: font
  };
  return {
    // The types know of no axes that are given as a list.
    data: [drawn as unknown as Data],
    layout: {
      ...themedLayout(theme),
      margin: { l: 64, r: 48, t: 56, b: 28 },
      uirevision: info.axes.map(({ word }) => word).join(' ')
    }
  };
}

/** The same without WebGL: each axis from 0 to 1, a line a run. */
export function plainParallelFigure(
  info: IParallelInfo,
  theme: IChartTheme
): IFigure {
  const { axes, looks } = info;
  const places = axes.map((_, index) => index);
  return {
    data: looks.map((look, run) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: look.name,
      x: places,
      y: axes.map(({ values }) => share(values[run] ?? 0, values)),
      line: { color: look.colour, dash: look.dash, width: 1.5 },
      marker: { color: look.colour, size: 5 },
      hoverinfo: 'name'
    })),
    layout: {
      ...themedLayout(theme),
      hovermode: 'closest',
      xaxis: {
        ...themedAxis(theme, ''),
        tickvals: places,
        ticktext: axes.map(({ label }) => label)
      },
      yaxis: { ...themedAxis(theme, ''), showticklabels: false }
    }
  };
}

function share(value: number, values: readonly number[]): number {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return span === 0 ? 0.5 : (value - least) / span;
}

function colouring(info: IParallelInfo, theme: IChartTheme): IColouring {
  const { colourBy, colourValues, looks } = info;
  return colourBy
    ? valueColours(colourBy, colourValues, theme)
    : ownColours(looks.map(({ colour }) => colour));
}
