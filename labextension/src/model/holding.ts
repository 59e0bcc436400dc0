/**
 * The order to draw while the pointer is over the list: rows keep their places, new ones wait at the end,
 * so that nothing moves away under a click.
 */
export function heldOrder(
  drawn: readonly string[],
  wanted: readonly string[]
): readonly string[] {
  const present = new Set(wanted);
  const kept = drawn.filter(id => present.has(id));
  const known = new Set(kept);
  return [...kept, ...wanted.filter(id => !known.has(id))];
}
