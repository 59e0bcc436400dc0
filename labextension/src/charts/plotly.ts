import type * as PlotlyTypes from 'plotly.js';

/** The part of plotly.js that the charts use. */
export type Plotly = Pick<typeof PlotlyTypes, 'react' | 'purge'> & {
  readonly Plots: { resize(root: HTMLElement): void };
};

let loading: Promise<Plotly> | null = null;

/**
 * Load plotly.js, once.
 *
 * This is the only place that names it: the bundler makes it a chunk of its own, so that nothing of it is
 * fetched before the first chart. The core draws scatter traces; no other kind is needed.
 */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js/lib/core').then(
    module => module.default,
    (reason: unknown) => {
      loading = null;
      throw reason;
    }
  );
  return loading;
}
