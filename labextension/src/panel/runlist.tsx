import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useRef,
  useState
} from 'react';

import type { IWireRun } from '../api/wire';
import type { ISort } from '../model/sort';
import { rowWindow, scrollToShow } from '../model/windowing';
import { useNow, usePanel } from './context';
import { useHeldRuns } from './heldruns';
import { RunHeader } from './runheader';
import { movedIndex } from './rowkeys';
import { ROW_HEIGHT, RunRow } from './runrow';
import { useViewport } from './viewport';

/** What the run list draws, and whom it tells. */
export interface IRunListProps {
  /** The run to begin at, where one comes back from its detail. */
  readonly startAt?: string | null;
  /** In order. */
  readonly runs: readonly IWireRun[];
  readonly sort: ISort;
  readonly metricColumns: readonly string[];
  readonly params: readonly string[];
  readonly colourOf: (runId: string) => string | null;
  readonly onSort: (sort: ISort) => void;
  readonly onOpen: (runId: string) => void;
  readonly onToggle: (runId: string) => void;
  readonly onCompare: () => void;
}

/** The runs as a grid of rows of one height, of which only those in view exist. */
export function RunList(props: IRunListProps) {
  const { sort, metricColumns, params, colourOf, onOpen, onToggle } = props;
  const { trans } = usePanel();
  const now = useNow(10_000);
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useViewport(scroller);
  const { runs, hold, release } = useHeldRuns(props.runs, sort);
  const [current, setCurrent] = useState(() =>
    Math.max(
      0,
      runs.findIndex(run => run.run_id === props.startAt)
    )
  );
  const { first, end } = rowWindow(
    runs.length,
    ROW_HEIGHT,
    viewport.scrollTop,
    viewport.height
  );
  const focusRow = useFocusRow(scroller, setCurrent);
  const startIndex = useRef(props.startAt ? current : null);
  useEffect(() => {
    if (startIndex.current !== null) {
      focusRow(startIndex.current);
      startIndex.current = null;
    }
  }, [focusRow]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const run = runs[current];
    const target = movedIndex(event.key, current, runs.length);
    if (!isRow(event.target)) {
      return;
    }
    if (target !== null) {
      focusRow(target);
    } else if (event.key === 'Enter' && run) {
      onOpen(run.run_id);
    } else if (event.key === ' ' && run) {
      onToggle(run.run_id);
    } else if (event.key === 'c') {
      props.onCompare();
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      role="grid"
      className="jp-Trackside-List"
      aria-label={trans.__('Runs')}
      aria-multiselectable="true"
      aria-rowcount={runs.length + 1}
      style={gridStyle(metricColumns.length)}
      onKeyDown={onKeyDown}
      onPointerEnter={hold}
      onPointerLeave={release}
    >
      <RunHeader {...{ sort, metricColumns }} onSort={props.onSort} />
      <div
        role="rowgroup"
        className="jp-Trackside-List-rows"
        style={{ height: runs.length * ROW_HEIGHT }}
      >
        {runs.slice(first, end).map((run, offset) => (
          <RunRow
            key={run.run_id}
            index={first + offset}
            colour={colourOf(run.run_id)}
            isCurrent={first + offset === Math.min(current, runs.length - 1)}
            onFocus={setCurrent}
            {...{ run, metricColumns, params, now, onOpen, onToggle }}
          />
        ))}
      </div>
    </div>
  );
}

/** Widths of the columns; `list.css` turns them into a grid. */
function gridStyle(metrics: number): CSSProperties {
  const style: Record<string, string> = {
    '--jp-trackside-metric-count': String(metrics),
    // `repeat(0, …)` is no track list at all, and the whole grid would be dropped.
    '--jp-trackside-metric-tracks':
      metrics > 0
        ? `repeat(${metrics}, var(--jp-trackside-metric-width))`
        : '0px'
  };
  return style;
}

function isRow(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset['runId'] !== undefined;
}

/** Brings a row into view and puts the focus on it once it is drawn. */
function useFocusRow(
  scroller: React.RefObject<HTMLDivElement>,
  setCurrent: (index: number) => void
): (index: number) => void {
  const wanted = useRef(-1);
  return useCallback(
    index => {
      const element = scroller.current;
      if (!element) {
        return;
      }
      wanted.current = index;
      setCurrent(index);
      const shown = element.clientHeight - HEADER_HEIGHT;
      const { scrollTop } = element;
      element.scrollTop = scrollToShow(index, ROW_HEIGHT, scrollTop, shown);
      focusWhenDrawn(element, () => wanted.current);
    },
    [scroller, setCurrent]
  );
}

const HEADER_HEIGHT = 26;

/** Frames to wait for a row that was out of view. */
const FRAMES = 5;

function focusWhenDrawn(
  element: HTMLElement,
  wanted: () => number,
  frames = FRAMES
): void {
  const row = element.querySelector<HTMLElement>(
    `[data-row-index="${wanted()}"]`
  );
  if (row) {
    row.focus({ preventScroll: true });
  } else if (frames > 0) {
    requestAnimationFrame(() => focusWhenDrawn(element, wanted, frames - 1));
  }
}
