import { type RefObject, useCallback, useEffect, useRef } from 'react';

import { scrollToShow } from '../model/windowing';
import { ROW_HEIGHT } from './runrow';

/** Begin at a row, once, where one comes back to the list. */
export function useStart(
  index: number | null,
  focusRow: (index: number) => void
): void {
  const start = useRef(index);
  useEffect(() => {
    if (start.current !== null) {
      focusRow(start.current);
      start.current = null;
    }
  }, [focusRow]);
}

/** Brings a row into view and puts the focus on it once it is drawn. */
export function useFocusRow(
  scroller: RefObject<HTMLDivElement>,
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
