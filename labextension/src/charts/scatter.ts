import type { IWireRun } from '../api/wire';
import { type IRunValues, runValues } from '../model/runvalues';
import type { IScatterWords } from '../model/shown';
import type { IRunLook } from './runlook';

/** The runs that have all of the values. */
export interface IScatterInfo {
  readonly looks: readonly IRunLook[];
  readonly x: IRunValues;
  readonly y: IRunValues;
  readonly colour: IRunValues | null;
  readonly isContour: boolean;
  readonly leftOut: number;
}

/** Decide what a scatter chart shows. A contour takes at least two places on either axis. */
export function scatterInfo(
  runs: readonly IWireRun[],
  words: IScatterWords,
  lookOf: (runId: string) => IRunLook
): IScatterInfo {
  const found = {
    x: runValues(runs, words.x),
    y: runValues(runs, words.y),
    colour: words.colour && runValues(runs, words.colour)
  };
  const needed = [found.x, found.y, found.colour].filter(one => one !== null);
  const places = runs.flatMap((_, index) =>
    needed.every(({ values }) => (values[index] ?? null) !== null) ? index : []
  );
  const [x, y] = [only(found.x, places), only(found.y, places)];
  const colour = found.colour && only(found.colour, places);
  const isFlat = [x, y].some(({ values }) => new Set(values).size < 2);
  return {
    x,
    y,
    colour,
    looks: places.map(place => lookOf(runs[place]?.run_id ?? '')),
    isContour: words.isContour && colour !== null && !isFlat,
    leftOut: runs.length - places.length
  };
}

function only(values: IRunValues, places: readonly number[]): IRunValues {
  return {
    ...values,
    values: places.map(place => values.values[place] ?? null)
  };
}
