import type { ColorScale } from 'plotly.js';

import { runColour } from '../model/palette';
import type { IRunValues } from '../model/runvalues';
import type { IChartTheme } from './theme';
import { categoryTicks } from './ticks';

/** How runs are coloured: numbers, and the scale that makes colours of them. */
export interface IColouring {
  readonly color: number[];
  readonly colorscale: ColorScale;
  readonly cmin: number;
  readonly cmax: number;
  readonly showscale: boolean;
  readonly colorbar: object;
}

/** Each run in its own colour. */
export function ownColours(colours: readonly string[]): IColouring {
  const { length } = colours;
  return {
    color: colours.map((_, index) => index),
    // A step for each run: its number lies in the middle of it.
    colorscale: colours.flatMap((colour, index): [number, string][] => [
      [index / length, colour],
      [(index + 1) / length, colour]
    ]),
    cmin: -0.5,
    cmax: length - 0.5,
    showscale: false,
    colorbar: {}
  };
}

/** Runs coloured by a value, with the scale beside the chart. */
export function valueColours(
  by: IRunValues,
  values: readonly number[],
  theme: IChartTheme
): IColouring {
  return {
    color: [...values],
    colorscale: [
      [0, runColour(0)],
      [1, runColour(1)]
    ],
    cmin: Math.min(...values),
    cmax: Math.max(...values),
    showscale: true,
    colorbar: {
      thickness: 10,
      outlinewidth: 0,
      title: { text: by.label, side: 'right' },
      tickcolor: theme.text,
      tickfont: { color: theme.text },
      ...categoryTicks(by)
    }
  };
}
