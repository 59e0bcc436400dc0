import type * as PlotlyTypes from 'plotly.js';

/** The part of plotly.js that the charts use. */
export type Plotly = Pick<typeof PlotlyTypes, 'react' | 'purge' | 'toImage'> & {
  readonly Plots: { resize(root: HTMLElement): void };
};

/** A kind of trace, as plotly.js is taught it. */
export interface IPlotlyTrace {
  readonly moduleType: 'trace';
  readonly name: string;
}

let loading: Promise<Plotly> | null = null;

/**
 * Load plotly.js, once.
 *
 * Only `plotlybundle` names it: the bundler makes that a chunk of its own, so that nothing of it is fetched
 * before the first chart.
 */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('./plotlybundle').then(
    module => module.default,
    (reason: unknown) => {
      loading = null;
      throw reason;
    }
  );
  return loading;
}
