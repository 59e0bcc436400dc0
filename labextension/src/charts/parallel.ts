import type { IWireRun } from '../api/wire';
import { type IRunValues, runValues, type ValueWord } from '../model/runvalues';
import type { IRunLook } from './runlook';
import { categoryTicks, fewTicks, type ITicks, logTicks } from './ticks';

/** One axis: a number for each run that is drawn. */
export interface IParallelAxis {
  readonly word: ValueWord;
  readonly label: string;
  readonly values: readonly number[];
  readonly ticks: ITicks | undefined;
}

/** The runs that have a value on every axis, and what they are coloured by. */
export interface IParallelInfo {
  readonly runIds: readonly string[];
  readonly looks: readonly IRunLook[];
  readonly axes: readonly IParallelAxis[];
  /** Null colours each run as everywhere. */
  readonly colourBy: IRunValues | null;
  readonly colourValues: readonly number[];
  /** Runs that lack a value. */
  readonly leftOut: number;
}

/** Parts of an axis, from and to. */
export type Ranges = readonly (readonly [number, number])[];

/** What is brushed: parts of axes, by their words. */
export type Brushes = Readonly<Record<string, Ranges>>;

/** Decide what parallel coordinates show. */
export function parallelInfo(
  runs: readonly IWireRun[],
  words: readonly ValueWord[],
  colourWord: ValueWord | null,
  lookOf: (runId: string) => IRunLook
): IParallelInfo {
  const all = words.map(word => runValues(runs, word));
  const colourBy = colourWord === null ? null : runValues(runs, colourWord);
  const needed = colourBy ? [...all, colourBy] : all;
  const places = runs.flatMap((_, index) =>
    needed.every(({ values }) => (values[index] ?? null) !== null) ? index : []
  );
  const runIds = places.map(place => runs[place]?.run_id ?? '');
  return {
    runIds,
    looks: runIds.map(lookOf),
    axes: all.map(values => axis(values, places)),
    colourBy,
    colourValues: colourBy ? picked(colourBy, places) : [],
    leftOut: runs.length - places.length
  };
}

/** The runs that pass through what is brushed on every axis; null if nothing is brushed. */
export function brushedRuns(
  info: IParallelInfo,
  brushes: Brushes
): readonly string[] | null {
  const brushed = info.axes.flatMap(({ word, values }) => {
    const ranges = brushes[word];
    return ranges ? [{ values, ranges }] : [];
  });
  if (brushed.length === 0) {
    return null;
  }
  return info.runIds.filter((_, index) =>
    brushed.every(({ values, ranges }) => {
      const value = values[index] ?? NaN;
      return ranges.some(([from, to]) => from <= value && value <= to);
    })
  );
}

const CONSTRAINT = /^dimensions\[(\d+)\]\.constraintrange$/;

/** The brushes after what plotly tells of a change of traces. */
export function brushesAfter(
  before: Brushes,
  event: object,
  axes: readonly IParallelAxis[]
): Brushes {
  const changes: unknown = Array.isArray(event) ? event[0] : event;
  const after = new Map(Object.entries(before));
  for (const [name, change] of Object.entries({ ...(changes as object) })) {
    const word = axes[Number(CONSTRAINT.exec(name)?.[1] ?? NaN)]?.word;
    if (word !== undefined) {
      after.set(word, rangesOf(change));
    }
  }
  return Object.fromEntries(
    [...after].filter(([, ranges]) => ranges.length > 0)
  );
}

/** Plotly tells one part as `[from, to]` and several as a list of them, in a list of traces. */
function rangesOf(change: unknown): Ranges {
  if (!Array.isArray(change)) {
    return [];
  }
  const parts: readonly unknown[] = change;
  const [from, to] = parts;
  return typeof from === 'number' && typeof to === 'number'
    ? [[from, to]]
    : parts.flatMap(part => [...rangesOf(part)]);
}

function axis(values: IRunValues, places: readonly number[]): IParallelAxis {
  const { word, label, isLog } = values;
  const drawn = picked(values, places);
  if (isLog) {
    const ticks = logTicks(drawn);
    return { word, label, values: drawn.map(Math.log10), ticks };
  }
  const isParam = word.startsWith('params.');
  const ticks = isParam ? fewTicks(drawn) : undefined;
  return { word, label, values: drawn, ticks: categoryTicks(values) ?? ticks };
}

function picked({ values }: IRunValues, places: readonly number[]): number[] {
  return places.map(place => values[place] ?? 0);
}
