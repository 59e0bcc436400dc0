import type { Config } from 'plotly.js';
import { type RefObject, useEffect, useRef, useState } from 'react';

import type { Draw } from './figure';
import { loadPlotly, type Plotly } from './plotly';
import { chartTheme, onThemeChange } from './theme';

interface IPlotProps {
  /** Makes the figure in the colours of the theme. */
  readonly figure: Draw;
  /** What the chart shows, for screen readers. */
  readonly label: string;
  /** Points in the figure; the element says them as `data-points` once they are drawn. */
  readonly points: number;
  /** The user changed an axis, for instance by a zoom. */
  readonly onRelayout?: (event: object) => void;
  /** The user changed a trace, for instance by brushing along one of its axes. */
  readonly onRestyle?: (event: object) => void;
  /** In pixels; by the style sheet if it is left out. */
  readonly height?: number;
  /** The kinds of its traces, if there are others than those of our own charts. */
  readonly traces?: readonly string[];
  /** Whether plotly offers its own tools, as for the figures of others. */
  readonly isInteractive?: boolean;
  /** Said if plotly cannot be loaded. */
  readonly failure: string;
}

/** The share of time that drawing may take of a chart that grows. */
const REST_PER_WORK = 3;

const CONFIG: Partial<Config> = {
  displaylogo: false,
  displayModeBar: false,
  // Its tip would cover the head of the panel; the chart's caption says the same.
  showTips: false,
  doubleClick: 'reset',
  responsive: false
};

const INTERACTIVE: Partial<Config> = { ...CONFIG, displayModeBar: 'hover' };

const NO_TRACES: readonly string[] = [];

/** A plotly chart that is updated in place, follows its element's size and the theme, and cleans up. */
export function Plot(props: IPlotProps) {
  const { figure, label, points, height, failure } = props;
  const { traces = NO_TRACES, isInteractive = false } = props;
  const root = useRef<HTMLDivElement>(null);
  const plotly = usePlotly(root, traces);
  const theme = useThemeCount();
  const [drawn, setDrawn] = useState<number | null>(null);
  const restUntil = useRef(0);
  const drawnPoints = useRef(points);
  useEffect(() => {
    const element = root.current;
    if (!element || plotly === null || plotly === 'failed') {
      return;
    }
    let isCurrent = true;
    const draw = (): void => {
      const started = performance.now();
      const { data, layout } = figure(chartTheme(element));
      const config = isInteractive ? INTERACTIVE : CONFIG;
      void plotly.react(element, data, layout, config).then(() => {
        const ended = performance.now();
        drawnPoints.current = points;
        restUntil.current = ended + REST_PER_WORK * (ended - started);
        if (isCurrent) {
          setDrawn(points);
        }
      });
    };
    // What the user asks for is drawn at once; data that keep coming wait for one another.
    const isGrowing = drawnPoints.current !== points;
    const rest = isGrowing ? restUntil.current - performance.now() : 0;
    const timer = window.setTimeout(draw, Math.max(0, rest));
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [plotly, figure, points, theme, isInteractive]);
  useListener(root, drawn !== null, 'plotly_relayout', props.onRelayout);
  useListener(root, drawn !== null, 'plotly_restyle', props.onRestyle);
  return (
    <>
      {plotly === 'failed' && <p className="jp-Trackside-Error">{failure}</p>}
      <div
        ref={root}
        className="jp-Trackside-Plot"
        style={height === undefined ? {} : { height }}
        role="img"
        aria-label={label}
        aria-busy={drawn === null}
        data-points={drawn ?? undefined}
      />
    </>
  );
}

/** Listen to what plotly tells of a chart, once it is drawn. */
function useListener(
  root: RefObject<HTMLDivElement>,
  isDrawn: boolean,
  name: 'plotly_relayout' | 'plotly_restyle',
  listener: ((event: object) => void) | undefined
): void {
  useEffect(() => {
    const chart = root.current;
    if (!isDrawn || !listener || !isPlotlyElement(chart)) {
      return;
    }
    chart.on(name, listener);
    return () => {
      // Plotly has taken its ways to listen with it if the chart is gone.
      if (isPlotlyElement(chart)) {
        chart.removeListener(name, listener);
      }
    };
  }, [root, isDrawn, name, listener]);
}

/** Plotly makes an emitter of the element that it draws on. */
interface IPlotlyElement extends HTMLElement {
  on(name: string, listener: (event: object) => void): void;
  removeListener(name: string, listener: (event: object) => void): void;
}

function isPlotlyElement(
  element: HTMLElement | null
): element is IPlotlyElement {
  return element !== null && 'on' in element && 'removeListener' in element;
}

/** Plotly once it is loaded; purges the element at the end and keeps it at its size. */
function usePlotly(
  root: RefObject<HTMLDivElement>,
  traces: readonly string[]
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
    loadPlotly(traces).then(
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
  }, [root, traces]);
  return plotly;
}

/** How often the theme has changed. */
function useThemeCount(): number {
  const [count, setCount] = useState(0);
  useEffect(() => onThemeChange(() => setCount(old => old + 1)), []);
  return count;
}
