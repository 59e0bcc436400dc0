import type { Band } from '../model/curveoptions';

/** A line of a chart; y is null where there is no value. */
export interface ILine {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** The mean of several lines, and how far they spread about it. */
export interface ISpread {
  readonly x: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Places at which a mean is taken: as many as a chart has room for. */
const MAX_PLACES = 500;

/** Mean and band of some lines, at the places that any of them has; between its points a line is straight. */
export function spreadOf(lines: readonly ILine[], band: Band): ISpread {
  const solid = lines.map(withoutGaps);
  const x = places(solid);
  const mean: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  const cursors = solid.map(line => follower(line));
  for (const place of x) {
    const values = cursors.flatMap(at => at(place) ?? []);
    const middle =
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const [least, most] = extent(values, middle, band);
    mean.push(middle);
    low.push(least);
    high.push(most);
  }
  return { x, mean, low, high };
}

interface ISolidLine {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function withoutGaps({ x, y }: ILine): ISolidLine {
  const solid = { x: [] as number[], y: [] as number[] };
  y.forEach((value, index) => {
    const place = x[index];
    if (value !== null && place !== undefined) {
      solid.x.push(place);
      solid.y.push(value);
    }
  });
  return solid;
}

function places(lines: readonly ISolidLine[]): readonly number[] {
  const all = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  if (all.length <= MAX_PLACES) {
    return all;
  }
  const pick = (index: number): number =>
    all[Math.round((index * (all.length - 1)) / (MAX_PLACES - 1))] ?? 0;
  return Array.from({ length: MAX_PLACES }, (_, index) => pick(index));
}

/** The value of a line at rising places; undefined before its first and after its last point. */
function follower({ x, y }: ISolidLine): (place: number) => number | undefined {
  let next = 0;
  return place => {
    while (next < x.length && (x[next] ?? 0) < place) {
      next += 1;
    }
    const [before, after] = [x[next - 1], x[next]];
    if (after === place || after === undefined || before === undefined) {
      return after === place ? y[next] : undefined;
    }
    const [from, to] = [y[next - 1] ?? 0, y[next] ?? 0];
    return from + ((to - from) * (place - before)) / (after - before);
  };
}

function extent(
  values: readonly number[],
  mean: number,
  band: Band
): readonly [number, number] {
  if (band === 'range') {
    return [Math.min(...values), Math.max(...values)];
  }
  const squares = values.map(value => (value - mean) ** 2);
  const variance = squares.reduce((sum, one) => sum + one, 0) / values.length;
  return [mean - Math.sqrt(variance), mean + Math.sqrt(variance)];
}
