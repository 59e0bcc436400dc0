/** A class that the style sheet fades lines by. */
const FADED = 'jp-mod-faded';

/** What a line is called, so that it is found again among all that plotly draws. */
export function lineId(runId: string, part: 'line' | 'raw'): string {
  return `${runId}-${part}`;
}

/**
 * Fade all lines within an element but those of one run, so that it stands out; none, if the run has no line there.
 *
 * Plotly keeps the class of a line when it draws it again: nothing is drawn anew for this.
 */
export function emphasise(root: HTMLElement, runId: string | null): void {
  for (const chart of root.querySelectorAll('.js-plotly-plot')) {
    const lines = [...chart.querySelectorAll('.scatterlayer .trace')];
    const isOurs = (line: Element): boolean =>
      runId !== null &&
      // Plotly makes a class of the id of a trace.
      (line.classList.contains(`trace${lineId(runId, 'line')}`) ||
        line.classList.contains(`trace${lineId(runId, 'raw')}`));
    const hasLine = lines.some(isOurs);
    for (const line of lines) {
      line.classList.toggle(FADED, hasLine && !isOurs(line));
    }
  }
}
