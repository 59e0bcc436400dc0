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

/** What knows no kind of trace but those that it was taught. */
export interface IPlotlyCore extends Plotly {
  register(traces: readonly IPlotlyTrace[]): void;
}

type Bundle = typeof import('./plotlybundle');

let loading: Promise<Bundle> | null = null;

/**
 * Load plotly.js, once, and what draws `traces` of other kinds than those of our own charts.
 *
 * Only `plotlybundle` names it: the bundler makes that a chunk of its own, so that nothing of it is fetched
 * before the first chart.
 */
export async function loadPlotly(
  traces: readonly string[] = []
): Promise<Plotly> {
  loading ??= import('./plotlybundle').catch((reason: unknown) => {
    loading = null;
    throw reason;
  });
  const { default: plotly, teach } = await loading;
  await teach(traces);
  return plotly;
}

/** Begin to load plotly.js while what it draws is still on its way; that it fails, a chart says. */
export function preloadPlotly(): void {
  loadPlotly().catch(() => undefined);
}
