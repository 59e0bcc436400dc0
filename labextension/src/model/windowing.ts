/** Rows from `first` up to, not including, `end`. */
export interface IRowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond each edge, so that a quick scroll does not show blanks. */
const OVERSCAN = 6;

/** Which rows of a list of equal heights a viewport shows. */
export function rowWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number
): IRowWindow {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const shown = Math.ceil(viewportHeight / rowHeight) + 1;
  return {
    first: Math.max(0, Math.min(top, count) - OVERSCAN),
    end: Math.min(count, top + shown + OVERSCAN)
  };
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
