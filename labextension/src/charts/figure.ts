import type { Data, Layout, LayoutAxis } from 'plotly.js';

import type { IChartTheme } from './theme';

/** What plotly is given. */
export interface IFigure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
}

/** Makes a figure in the colours of a theme. */
export type Draw = (theme: IChartTheme) => IFigure;

/** The layout that all charts share. */
export function themedLayout(theme: IChartTheme): Partial<Layout> {
  return {
    autosize: true,
    showlegend: false,
    margin: { l: 44, r: 8, t: 8, b: 36 },
    paper_bgcolor: theme.paper,
    plot_bgcolor: theme.paper,
    font: { family: theme.font, size: theme.fontSize, color: theme.text },
    hoverlabel: {
      bgcolor: theme.paper,
      bordercolor: theme.grid,
      font: { color: theme.text },
      namelength: 32
    }
  };
}

/** The axis that all charts share. */
export function themedAxis(
  theme: IChartTheme,
  title: string,
  type: 'linear' | 'log' | 'date' | 'category' = 'linear'
): Partial<LayoutAxis> {
  return {
    type,
    title: { text: title, standoff: 4 },
    color: theme.text,
    gridcolor: theme.grid,
    zerolinecolor: theme.grid,
    linecolor: theme.grid,
    automargin: true
  };
}
