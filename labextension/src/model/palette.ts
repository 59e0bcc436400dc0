/**
 * The colours of runs, in the list and in charts alike.
 *
 * Each has a contrast of at least 3:1 against white and against near-black, so that one set serves
 * every theme; neighbours are far apart in hue.
 */
export const RUN_COLOURS: readonly string[] = [
  '#3b82d0',
  '#d9692b',
  '#2c9a62',
  '#c24fa0',
  '#8a6fdc',
  '#a8841a',
  '#1b93a5',
  '#d94a4a',
  '#6f8f24',
  '#9a6b52'
];

/** The colour of a place in the palette, which repeats. */
export function runColour(index: number): string {
  return RUN_COLOURS[index % RUN_COLOURS.length] ?? 'currentColor';
}

/** The place that the fewest runs have: free ones first, in the palette's order. */
export function freePlace(taken: Iterable<number>): number {
  const uses = RUN_COLOURS.map(() => 0);
  for (const place of taken) {
    const index = place % uses.length;
    uses[index] = (uses[index] ?? 0) + 1;
  }
  return uses.indexOf(Math.min(...uses));
}
