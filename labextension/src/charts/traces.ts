/** The kinds of traces that figures are made of, by what has to be fetched to draw them. */

/** What the bundle of our own charts brings. */
const BUNDLED = new Set(['scatter', 'bar', 'contour', 'parcoords']);

/** Drawn on the plane: `flattraces`. */
const FLAT = new Set([
  'barpolar',
  'box',
  'candlestick',
  'funnel',
  'funnelarea',
  'heatmap',
  'histogram',
  'histogram2d',
  'histogram2dcontour',
  'icicle',
  'indicator',
  'ohlc',
  'parcats',
  'pie',
  'sankey',
  'scatterpolar',
  'scatterternary',
  'sunburst',
  'table',
  'treemap',
  'violin',
  'waterfall'
]);

/** Drawn by WebGL, in space as a rule: `solidtraces`. */
const SOLID = new Set(['mesh3d', 'scatter3d', 'scattergl', 'splom', 'surface']);

export const isFlat = (type: string): boolean => FLAT.has(type);

export const isSolid = (type: string): boolean => SOLID.has(type);

/** The kinds of traces in a figure, each once. */
export function traceTypes(
  data: readonly Readonly<Record<string, unknown>>[]
): readonly string[] {
  const types = data.map(({ type }) =>
    typeof type === 'string' ? type : 'scatter'
  );
  return [...new Set(types)];
}

/** Those that cannot be drawn: maps above all, whose tiles would come from elsewhere. */
export function unknownTraces(types: readonly string[]): readonly string[] {
  return types.filter(
    type => !BUNDLED.has(type) && !isFlat(type) && !isSolid(type)
  );
}
