/**
 * What a relayout of plotly says of the horizontal axis: a range, all of it (null), or nothing (undefined).
 */
export function zoomedRange(
  event: object
): readonly [number, number] | null | undefined {
  const changes: Readonly<Record<string, unknown>> = { ...event };
  if (changes['xaxis.autorange'] === true) {
    return null;
  }
  const from = Number(changes['xaxis.range[0]']);
  const to = Number(changes['xaxis.range[1]']);
  return Number.isFinite(from) && Number.isFinite(to) ? [from, to] : undefined;
}
