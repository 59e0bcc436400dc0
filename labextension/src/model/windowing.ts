/** Rows from `first` up to, not including, `end`. */
export interface IRowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond each edge, so that a quick scroll does not show blanks. */
const OVERSCAN = 6;

/** True if no row that was in view before is in view now: the next scroll may lead anywhere. */
export function isJump(
  before: number,
  after: number,
  viewportHeight: number
): boolean {
  return Math.abs(after - before) > viewportHeight;
}

/**
 * Which rows of a list of equal heights a viewport shows.
 *
 * @param hasMargin - False right after a jump: rows that may never be seen would be drawn before those that are.
 */
export function rowWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number,
  hasMargin = true
): IRowWindow {
  const margin = hasMargin ? OVERSCAN : 0;
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const shown = Math.ceil(viewportHeight / rowHeight) + 1;
  return {
    first: Math.max(0, Math.min(top, count) - margin),
    end: Math.min(count, top + shown + margin)
  };
}

/** A row and its place in the whole list, from 0. */
export interface IPlacedRow<R> {
  readonly row: R;
  readonly index: number;
}

/** The rows of a window, and before or after them one that is always drawn: without it the keyboard's focus would be lost. */
export function placedRows<R>(
  rows: readonly R[],
  { first, end }: IRowWindow,
  kept: number
): readonly IPlacedRow<R>[] {
  const placed = (from: number, to: number): readonly IPlacedRow<R>[] =>
    rows.slice(from, to).map((row, offset) => ({ row, index: from + offset }));
  return [
    ...(kept < first ? placed(kept, kept + 1) : []),
    ...placed(first, end),
    ...(kept >= end ? placed(kept, kept + 1) : [])
  ];
}

/** Where to scroll so that a row is in full view; the present place if it is. */
export function scrollToShow(
  index: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number
): number {
  const top = index * rowHeight;
  if (top < scrollTop) {
    return top;
  }
  const least = top + rowHeight - viewportHeight;
  return least > scrollTop ? least : scrollTop;
}
