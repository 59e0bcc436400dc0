/**
 * What a relayout of plotly says of the horizontal axis: a range, all of it (null), or nothing (undefined).
 *
 * Plotly tells a logarithmic range by its powers of ten and one of time as text; here both are what the
 * points are.
 */
export function zoomedRange(
  event: object,
  isLog = false
): readonly [number, number] | null | undefined {
  const changes: Readonly<Record<string, unknown>> = { ...event };
  if (changes['xaxis.autorange'] === true) {
    return null;
  }
  const from = place(changes['xaxis.range[0]'], isLog);
  const to = place(changes['xaxis.range[1]'], isLog);
  return Number.isFinite(from) && Number.isFinite(to) ? [from, to] : undefined;
}

const DATE = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;

function place(edge: unknown, isLog: boolean): number {
  const date = DATE.exec(String(edge));
  if (date) {
    const [, day = '', time = '00:00'] = date;
    return Date.parse(`${day}T${time}Z`);
  }
  return isLog ? 10 ** Number(edge) : Number(edge);
}
