import { parseValue } from '../api/value';
import type { IWireSeries } from '../api/wire';

/** Room for the stroke above and below. */
const MARGIN = 1.5;

/** The outline of a series in a box, as an SVG path; '' if fewer than two points can be drawn. */
export function sparkPath(
  { steps, values }: Pick<IWireSeries, 'steps' | 'values'>,
  width: number,
  height: number
): string {
  const points = values
    .map((value, index) => ({ x: steps[index] ?? index, y: parseValue(value) }))
    .filter(({ y }) => Number.isFinite(y));
  if (points.length < 2) {
    return '';
  }
  const [left, right] = extent(points.map(({ x }) => x));
  const [low, high] = extent(points.map(({ y }) => y));
  const span = height - 2 * MARGIN;
  const place = ({ x, y }: IPoint): string => {
    const across = right > left ? (x - left) / (right - left) : 0;
    const up = high > low ? (y - low) / (high - low) : 0.5;
    return `${round(across * width)} ${round(MARGIN + (1 - up) * span)}`;
  };
  return `M${points.map(place).join('L')}`;
}

interface IPoint {
  readonly x: number;
  readonly y: number;
}

function extent(numbers: readonly number[]): readonly [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)];
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
