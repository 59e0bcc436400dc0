import type { IRunValues } from '../model/runvalues';
import { formatValue } from '../format';

/** Places on an axis and what stands there. */
export interface ITicks {
  readonly tickvals: number[];
  readonly ticktext: string[];
}

/** More than these would run into one another. */
const MOST_TICKS = 8;

/** The ticks of an axis of categories; undefined where numbers speak for themselves. */
export function categoryTicks({ categories }: IRunValues): ITicks | undefined {
  return (
    categories?.reduce<ITicks>(
      ({ tickvals, ticktext }, text, place) => ({
        tickvals: [...tickvals, place],
        ticktext: [...ticktext, text]
      }),
      { tickvals: [], ticktext: [] }
    ) ?? undefined
  );
}

/** Ticks at the numbers themselves where they are few; undefined where plotly shall choose. */
export function fewTicks(numbers: readonly number[]): ITicks | undefined {
  const tickvals = [...new Set(numbers)].sort((a, b) => a - b);
  return tickvals.length <= MOST_TICKS
    ? { tickvals, ticktext: tickvals.map(formatValue) }
    : undefined;
}

/** Ticks of numbers drawn by their powers of ten: at each number, or at each power where that is too many. */
export function logTicks(numbers: readonly number[]): ITicks {
  const found = [...new Set(numbers)].sort((a, b) => a - b);
  const first = Math.floor(Math.log10(found[0] ?? 1));
  const last = Math.ceil(Math.log10(found[found.length - 1] ?? 1));
  const powers = Array.from(
    { length: last - first + 1 },
    (_, index) => 10 ** (first + index)
  );
  const places = found.length <= MOST_TICKS ? found : powers;
  return {
    tickvals: places.map(Math.log10),
    ticktext: places.map(formatValue)
  };
}
