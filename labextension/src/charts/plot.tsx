import type { Config } from 'plotly.js';
import { useEffect, useRef, useState } from 'react';

import type { IFigure } from './historyfigure';
import { loadPlotly, type Plotly } from './plotly';
import { zoomedRange } from './zoom';
import { chartTheme, type IChartTheme, onThemeChange } from './theme';

interface IPlotProps {
  /** Makes the figure in the colours of the theme. */
  readonly figure: (theme: IChartTheme) => IFigure;
  /** What the chart shows, for screen readers. */
  readonly label: string;
  /** Points in the figure; the element says them as `data-points` once they are drawn. */
  readonly points: number;
  /** The user zoomed to a range of the horizontal axis, or back to all of it (null). */
  readonly onZoom: (range: readonly [number, number] | null) => void;
  /** Said if plotly cannot be loaded. */
  readonly failure: string;
}

const CONFIG: Partial<Config> = {
  displaylogo: false,
  displayModeBar: false,
  // Its tip would cover the head of the panel; the chart's caption says the same.
  showTips: false,
  doubleClick: 'reset',
  responsive: false
};

/** A plotly chart that is updated in place, follows its element's size and the theme, and cleans up. */
export function Plot(props: IPlotProps) {
  const { figure, label, points, failure, onZoom } = props;
  const root = useRef<HTMLDivElement>(null);
  const plotly = usePlotly(root);
  const theme = useThemeCount();
  const [drawn, setDrawn] = useState<number | null>(null);
  useEffect(() => {
    const element = root.current;
    if (!element || plotly === null || plotly === 'failed') {
      return;
    }
    let isCurrent = true;
    const { data, layout } = figure(chartTheme(element));
    void plotly.react(element, data, layout, CONFIG).then(chart => {
      if (isCurrent) {
        chart.removeAllListeners('plotly_relayout');
        chart.on('plotly_relayout', event => {
          const range = zoomedRange(event);
          if (range !== undefined) {
            onZoom(range);
          }
        });
        setDrawn(points);
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [plotly, figure, points, theme, onZoom]);
  return (
    <>
      {plotly === 'failed' && <p className="jp-Trackside-Error">{failure}</p>}
      <div
        ref={root}
        className="jp-Trackside-Plot"
        role="img"
        aria-label={label}
        aria-busy={drawn === null}
        data-points={drawn ?? undefined}
      />
    </>
  );
}

/** Plotly once it is loaded; purges the element at the end and keeps it at its size. */
function usePlotly(
  root: React.RefObject<HTMLDivElement>
): Plotly | 'failed' | null {
  const [plotly, setPlotly] = useState<Plotly | 'failed' | null>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) {
      return;
    }
    let loaded: Plotly | null = null;
    let isMounted = true;
    const observer = new ResizeObserver(() => {
      // Only what plotly has drawn on can be resized, and a hidden panel has no size to take.
      if (loaded && element.classList.contains('js-plotly-plot')) {
        if (element.clientWidth > 0) {
          loaded.Plots.resize(element);
        }
      }
    });
    loadPlotly().then(
      module => {
        if (isMounted) {
          loaded = module;
          observer.observe(element);
          setPlotly(module);
        }
      },
      () => {
        if (isMounted) {
          setPlotly('failed');
        }
      }
    );
    return () => {
      isMounted = false;
      observer.disconnect();
      loaded?.purge(element);
    };
  }, [root]);
  return plotly;
}

/** How often the theme has changed. */
function useThemeCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => onThemeChange(() => setCount(old => old + 1)), []);
  return count;
}
