import type { Data, LayoutAxis } from 'plotly.js';

import type { IRunValues } from '../model/runvalues';
import { type IFigure, themedAxis, themedLayout } from './figure';
import { ownColours, valueColours } from './runcolours';
import type { IScatterInfo } from './scatter';
import type { IChartTheme } from './theme';
import { categoryTicks } from './ticks';

/** Draw runs as points, over a contour if it is asked for. */
export function scatterFigure(info: IScatterInfo, theme: IChartTheme): IFigure {
  const { x, y, looks, isContour } = info;
  return {
    data: [...(isContour ? [contour(info, theme)] : []), points(info, theme)],
    layout: {
      ...themedLayout(theme),
      margin: { l: 56, r: 16, t: 16, b: 40 },
      hovermode: 'closest',
      uirevision: `${x.word} ${y.word} ${looks.length}`,
      xaxis: axis(x, theme),
      yaxis: axis(y, theme)
    }
  };
}

function points(info: IScatterInfo, theme: IChartTheme): Data {
  const { x, y, colour, looks, isContour } = info;
  const lines = [x, y, ...(colour ? [colour] : [])];
  return {
    type: 'scatter',
    mode: 'markers',
    x: [...x.values],
    y: [...y.values],
    text: looks.map(({ name }, index) =>
      [name, ...lines.map(one => `${one.label}: ${said(one, index)}`)].join(
        '<br>'
      )
    ),
    hoverinfo: 'text',
    marker: {
      size: 9,
      line: { width: 1, color: theme.paper },
      ...(colour && !isContour
        ? valueColours(colour, numbers(colour), theme)
        : ownColours(looks.map(look => look.colour)))
    }
  };
}

function contour({ x, y, colour }: IScatterInfo, theme: IChartTheme): Data {
  const by = colour ?? x;
  const { colorscale, colorbar } = valueColours(by, numbers(by), theme);
  return {
    type: 'contour',
    x: [...x.values],
    y: [...y.values],
    z: numbers(by),
    connectgaps: true,
    hoverinfo: 'skip',
    colorscale,
    colorbar,
    opacity: 0.6
  };
}

function axis(values: IRunValues, theme: IChartTheme): Partial<LayoutAxis> {
  return {
    ...themedAxis(theme, values.label, values.isLog ? 'log' : 'linear'),
    ...categoryTicks(values),
    zeroline: false
  };
}

function numbers({ values }: IRunValues): number[] {
  return values.map(value => value ?? 0);
}

function said({ values, categories }: IRunValues, index: number): string {
  const value = values[index] ?? 0;
  return categories?.[value] ?? String(value);
}
