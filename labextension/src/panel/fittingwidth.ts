/** Room between what a cell holds and its edges. */
const MARGIN = 6;

/** The width at which nothing that is drawn in a separator's column is cut. */
export function fittingWidth(separator: Element): number {
  const header = separator.closest('[role="columnheader"]');
  const place = [...(header?.parentElement?.children ?? [])].findIndex(
    each => each === header
  );
  const rows = separator
    .closest('[role="treegrid"]')
    ?.querySelectorAll('[role="row"]');
  const cells = Array.from(rows ?? [], row => row.children[place]);
  const widths = cells.map(cell =>
    cell ? contentWidth(cell === header ? labelOf(cell) : cell) : 0
  );
  return Math.max(0, ...widths) + MARGIN;
}

/** As wide as its text is, cut or not. */
function contentWidth(cell: Element): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const { paddingInlineStart } = getComputedStyle(cell);
  return range.getBoundingClientRect().width + parseFloat(paddingInlineStart);
}

/** Without the separator, which stands at the edge that is to be moved. */
function labelOf(header: Element): Element {
  return header.firstElementChild ?? header;
}
