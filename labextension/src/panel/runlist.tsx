import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';

import type { IWireRun, IWireSeries } from '../api/wire';
import type { Highlight } from '../model/highlight';
import type { IGroupRow, ListRow } from '../model/rowgroups';
import type { RunColumn } from '../model/runcolumns';
import { type ISort, sortWord } from '../model/sort';
import { useColumnWidths } from './columnwidths';
import { usePanel } from './context';
import { useCurrentRow } from './currentrow';
import { useFocusRow, useStart } from './focusrow';
import { gridStyle } from './gridstyle';
import { useHeldRuns } from './heldruns';
import { useLatest } from './latest';
import { ListedRows } from './listedrows';
import { RunHeader } from './runheader';
import { onRowKey, pressRow } from './rowactions';
import { useWidth } from './viewport';

/** What the run list draws, and whom it tells. */
export interface IRunListProps {
  /** The run to begin at, where one comes back from its detail. */
  readonly startAt?: string | null;
  /** In order. */
  readonly runs: readonly IWireRun[];
  /** False if there are more in the store. */
  readonly isWhole: boolean;
  /** The rows that runs in an order make; the same function until others are wished for. */
  readonly arrange: (runs: readonly IWireRun[]) => readonly ListRow[];
  readonly sort: ISort;
  readonly columns: readonly RunColumn[];
  /** Runs that are pointed out for the moment. */
  readonly highlight: Pick<Highlight, 'has'>;
  /** In pixels, by the words of those that the user made wider or narrower. */
  readonly widths: Readonly<Record<string, number>>;
  /** The run that the others are compared to. */
  readonly baseline: IWireRun | null;
  /** The course of the first metric column. */
  readonly seriesOf: (runId: string) => IWireSeries | undefined;
  readonly paramsOf: (run: IWireRun) => readonly string[];
  /** What a run's experiment is called; null where all rows are of one. */
  readonly experimentOf: (run: IWireRun) => string | null;
  readonly colourOf: (runId: string) => string | null;
  readonly isSelected: (runId: string) => boolean;
  readonly onSort: (sort: ISort) => void;
  readonly onResize: (word: string, width: number) => void;
  readonly onOpen: (runId: string) => void;
  readonly onToggle: (runId: string) => void;
  readonly onToggleGroup: (row: IGroupRow) => void;
  readonly onStar: (runId: string) => void;
  /** Fold or unfold a parent or a group. */
  readonly onFold: (id: string, isFolded: boolean) => void;
  /** Select or unselect a row. */
  readonly onSelect: (runId: string) => void;
  /** Select as far as a row; `from` is where the keyboard was. */
  readonly onExtend: (
    runId: string,
    order: readonly string[],
    from: string
  ) => void;
  readonly onSelectAll: (order: readonly string[]) => void;
  /** Escape. */
  readonly onClear: () => void;
  /** Delete the selected runs, or else the one that the keyboard is on. */
  readonly onDelete: (runId: string) => void;
  readonly onCompare: () => void;
  /** The pointer or the keyboard is on a row, or on none. */
  readonly onPoint: (runId: string | null) => void;
  /** Other rows are in view. */
  readonly onView: (runs: readonly IWireRun[]) => void;
}

/** The runs as a tree grid of rows of one height, of which only those in view exist. */
export function RunList(props: IRunListProps) {
  const { sort, columns, baseline, arrange } = props;
  const { trans } = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const wish = `${sortWord(sort.key)} ${sort.isDescending}`;
  const { runs, hold, release } = useHeldRuns(props.runs, wish);
  const rows = useMemo(() => arrange(runs), [arrange, runs]);
  const [current, setCurrent] = useCurrentRow(rows, props.startAt ?? null);
  const width = useWidth(scroller);
  const { widths, resize } = useColumnWidths(props, width);
  const focusRow = useFocusRow(scroller, setCurrent);
  useStart(props.startAt ? current : null, focusRow);
  const pressed = useLatest((runId: string, event: MouseEvent) =>
    pressRow(runId, event, rows, current, props)
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      isRow(event.target) &&
      onRowKey(event, rows, current, props, focusRow)
    ) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <div
      ref={scroller}
      role="treegrid"
      className="jp-Trackside-List"
      aria-label={trans.__('Runs')}
      aria-multiselectable="true"
      aria-rowcount={rows.length + 1}
      data-baseline={baseline ? '' : undefined}
      data-wide={widths.total > width || undefined}
      style={gridStyle(columns, widths)}
      onKeyDown={onKeyDown}
      onPointerEnter={hold}
      onPointerLeave={() => {
        release();
        props.onPoint(null);
      }}
      onPointerOver={({ target }) => props.onPoint(runIdAt(target))}
      onFocus={({ target }) => props.onPoint(runIdAt(target))}
      onBlur={() => props.onPoint(null)}
    >
      <RunHeader
        {...{ sort, columns }}
        widths={widths.of}
        onSort={props.onSort}
        onResize={resize}
      />
      <ListedRows
        list={props}
        onPress={pressed}
        onFocus={setCurrent}
        {...{ scroller, rows, current }}
      />
    </div>
  );
}

/** The run in whose row something is; null if it is in none. */
function runIdAt(target: EventTarget): string | null {
  const row = target instanceof Element && target.closest('[data-run-id]');
  return row ? row.getAttribute('data-run-id') : null;
}

function isRow(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement && target.dataset['rowIndex'] !== undefined
  );
}
