import {
  type MouseEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef
} from 'react';

import type { IWireRun } from '../api/wire';
import { elementsOf, NO_ELEMENTS } from '../model/recycling';
import type { ListRow } from '../model/rowgroups';
import { type IPlacedRow, placedRows, rowWindow } from '../model/windowing';
import { useNow } from './context';
import { ListedRow } from './listedrow';
import type { IRunListProps } from './runlist';
import { ROW_HEIGHT } from './runrow';
import { type IViewport, useViewport } from './viewport';

interface IListedRowsProps {
  /** What scrolls them. */
  readonly scroller: RefObject<HTMLElement>;
  readonly rows: readonly ListRow[];
  /** Place of the row that the keyboard is on. */
  readonly current: number;
  readonly list: IRunListProps;
  readonly onPress: (runId: string, event: MouseEvent) => void;
  readonly onFocus: (index: number) => void;
}

/** The rows in view: all that is drawn again while the list is scrolled. */
export function ListedRows(props: IListedRowsProps) {
  const { rows, current, list, onPress, onFocus } = props;
  const { onView } = list;
  const now = useNow(10_000);
  const viewport = useViewport(props.scroller);
  const { hasJumped } = viewport;
  const drawn = useDrawnRows(rows, current, viewport);
  useEffect(() => {
    // What flies past is not looked at.
    if (!hasJumped) {
      onView(drawn.flatMap(runOf));
    }
  }, [drawn, hasJumped, onView]);
  return (
    <div
      role="rowgroup"
      className="jp-Trackside-List-rows"
      style={{ height: rows.length * ROW_HEIGHT }}
    >
      {drawn.map(({ row, index, element }) => (
        <ListedRow
          key={element}
          isCurrent={index === current}
          {...{ row, index, list, now, onPress, onFocus }}
        />
      ))}
    </div>
  );
}

/** The rows of a viewport and the one that the keyboard is on, with the elements that draw them. */
function useDrawnRows(
  rows: readonly ListRow[],
  current: number,
  { scrollTop, height, hasJumped }: IViewport
): readonly IDrawnRow[] {
  const { first, end } = rowWindow(
    rows.length,
    ROW_HEIGHT,
    scrollTop,
    height,
    !hasJumped
  );
  const before = useRef(NO_ELEMENTS);
  const { drawn, elements } = useMemo(() => {
    const seen = placedRows(rows, { first, end }, current);
    const ids = seen.map(({ row }) => row.id);
    const elements = elementsOf(ids, before.current, hasJumped);
    const drawn = seen.map(({ row, index }) => {
      return { row, index, element: elements.of.get(row.id) };
    });
    return { drawn, elements };
  }, [rows, first, end, current, hasJumped]);
  useEffect(() => {
    before.current = elements;
  }, [elements]);
  return drawn;
}

interface IDrawnRow extends IPlacedRow<ListRow> {
  /** Number of the element that draws it. */
  readonly element: number | undefined;
}

function runOf({ row }: IDrawnRow): readonly IWireRun[] {
  return row.kind === 'run' ? [row.run] : [];
}
