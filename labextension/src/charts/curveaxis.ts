import type { IWireSeries } from '../api/wire';
import type { CurveAxis } from '../model/curveoptions';
import type { IStepRange } from '../model/history';

/** How the points of series are placed along the horizontal axis. */
export interface IPlacing {
  readonly axis: CurveAxis;
  /** What the axis counts in: nothing for steps and times of day. */
  readonly unit: string | null;
  readonly xOf: (series: IWireSeries) => readonly number[];
}

interface ITimeUnit {
  readonly name: string;
  readonly ms: number;
}

/**
 * Decide where points lie.
 *
 * Relative time counts from the first point of each run's whole series, so that runs of different days lie
 * over one another and a zoom does not move them. Plotly draws times as if they were UTC: those of day are
 * moved by the distance of the reader's own clock from it.
 */
export function placing(
  axis: CurveAxis,
  whole: readonly IWireSeries[],
  minutesWest = new Date().getTimezoneOffset()
): IPlacing {
  if (axis === 'step') {
    return { axis, unit: null, xOf: ({ steps }) => steps };
  }
  if (axis === 'wall') {
    const shift = minutesWest * 60_000;
    const xOf = (one: IWireSeries): readonly number[] =>
      one.timestamps.map(time => time - shift);
    return { axis, unit: null, xOf };
  }
  const starts = new Map(whole.map(one => [one.run_id, one.timestamps[0]]));
  const unit = timeUnit(Math.max(0, ...whole.map(span)));
  const xOf = (one: IWireSeries): readonly number[] => {
    const start = starts.get(one.run_id) ?? one.timestamps[0] ?? 0;
    return one.timestamps.map(time => (time - start) / unit.ms);
  };
  return { axis, unit: unit.name, xOf };
}

/**
 * The steps between two places of the axis, with a point more on both sides, so that the lines go on to
 * the edges; null if no series has a point there.
 */
export function stepsBetween(
  whole: readonly IWireSeries[],
  { xOf }: IPlacing,
  [from, to]: readonly [number, number]
): IStepRange | null {
  let first = Infinity;
  let last = -Infinity;
  for (const series of whole) {
    const x = xOf(series);
    const begin = x.findIndex(place => place >= from);
    const end = x.findIndex(place => place > to);
    const left = Math.max(0, (begin < 0 ? x.length : begin) - 1);
    const right = end < 0 ? x.length - 1 : end;
    first = Math.min(first, series.steps[left] ?? Infinity);
    last = Math.max(last, series.steps[right] ?? -Infinity);
  }
  return first <= last ? { first, last } : null;
}

function span({ timestamps }: IWireSeries): number {
  const first = timestamps[0] ?? 0;
  return (timestamps[timestamps.length - 1] ?? first) - first;
}

function timeUnit(ms: number): ITimeUnit {
  if (ms < 10 * 60_000) {
    return { name: 's', ms: 1000 };
  }
  return ms < 10 * 3_600_000
    ? { name: 'min', ms: 60_000 }
    : { name: 'h', ms: 3_600_000 };
}
