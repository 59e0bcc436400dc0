import type { Dash } from 'plotly.js';

/** How a run is told from the others in a chart. */
export interface IRunLook {
  readonly name: string;
  readonly colour: string;
  readonly dash: Dash;
}

const DASHES: readonly Dash[] = ['solid', 'dash', 'dot', 'dashdot'];

/** Dashes by place: runs that share a colour differ in them, as long as there are some. */
export function dashes(colours: readonly string[]): readonly Dash[] {
  const uses = new Map<string, number>();
  return colours.map(colour => {
    const used = uses.get(colour) ?? 0;
    uses.set(colour, used + 1);
    return DASHES[used % DASHES.length] ?? 'solid';
  });
}
