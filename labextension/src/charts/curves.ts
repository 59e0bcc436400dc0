import { parseValue } from '../api/value';
import type { IWireSeries } from '../api/wire';
import type { CurveAxis, ICurveOptions } from '../model/curveoptions';
import { runColour } from '../model/palette';
import { type IPlacing, placing } from './curveaxis';
import { type ISpread, spreadOf } from './grouping';
import type { IRunLook } from './runlook';
import { smoothed } from './smoothing';

/** What a chart of curves is made of. */
export interface ICurveSource {
  readonly key: string;
  /** What is to be drawn, perhaps only a part of the steps. */
  readonly series: readonly IWireSeries[];
  /** The same from beginning to end. */
  readonly whole: readonly IWireSeries[];
  readonly lookOf: (runId: string) => IRunLook;
  /** A run's value of the param that groups; runs that have none are not drawn. */
  readonly groupOf: (runId: string) => string | undefined;
}

/** One run's line; `raw` is what was logged if `y` is smoothed. */
export interface ICurve extends IRunLook {
  readonly runId: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly raw: readonly (number | null)[] | null;
}

/** The runs with one value of a param. */
export interface IGroupCurve extends ISpread {
  readonly value: string;
  readonly colour: string;
  readonly runs: number;
}

/** All that a chart of curves shows, before any drawing is decided. */
export interface ICurvesInfo {
  readonly key: string;
  readonly axis: CurveAxis;
  /** What relative time counts in. */
  readonly unit: string | null;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
  /** Empty if the runs are grouped. */
  readonly curves: readonly ICurve[];
  readonly groups: readonly IGroupCurve[];
  /** Points without a place: not finite, or not positive on a logarithmic axis. */
  readonly gaps: number;
}

/** Decide what a chart of curves shows. A value that cannot be drawn is a gap. */
export function curvesInfo(
  source: ICurveSource,
  options: ICurveOptions
): ICurvesInfo {
  const { key, series, whole } = source;
  const place = placing(options.axis, whole);
  const isLogX = options.isLogX && options.axis !== 'wall';
  const curves = series.map(one =>
    curve(one, place, source.lookOf(one.run_id), { ...options, isLogX })
  );
  const isGrouped = options.groupBy !== null;
  return {
    key,
    axis: options.axis,
    unit: place.unit,
    isLogX,
    isLogY: options.isLogY,
    curves: isGrouped ? [] : curves,
    groups: isGrouped ? groups(curves, source.groupOf, options) : [],
    gaps: curves.reduce((sum, { raw, y }) => sum + gapsIn(raw ?? y), 0)
  };
}

/** Points in all lines together. */
export function pointCount({ curves, groups }: ICurvesInfo): number {
  return [...curves, ...groups].reduce((sum, { x }) => sum + x.length, 0);
}

function curve(
  series: IWireSeries,
  { xOf }: IPlacing,
  look: IRunLook,
  { isLogX, isLogY, smoothing }: ICurveOptions
): ICurve {
  const x = xOf(series);
  const logged = series.values.map((value, index) => {
    const isPlaced = !isLogX || (x[index] ?? 0) > 0;
    return isPlaced ? drawable(parseValue(value), isLogY) : null;
  });
  const isSmooth = smoothing > 0;
  return {
    ...look,
    runId: series.run_id,
    x,
    y: isSmooth ? smoothed(logged, smoothing) : logged,
    raw: isSmooth ? logged : null
  };
}

function groups(
  curves: readonly ICurve[],
  groupOf: (runId: string) => string | undefined,
  { band }: ICurveOptions
): readonly IGroupCurve[] {
  const members = new Map<string, ICurve[]>();
  for (const one of curves) {
    const value = groupOf(one.runId);
    if (value !== undefined) {
      members.set(value, [...(members.get(value) ?? []), one]);
    }
  }
  return [...members.keys()]
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
    .map((value, index) => {
      const lines = members.get(value) ?? [];
      return {
        value,
        colour: runColour(index),
        runs: lines.length,
        ...spreadOf(lines, band)
      };
    });
}

function gapsIn(values: readonly (number | null)[]): number {
  return values.filter(value => value === null).length;
}

function drawable(value: number, isLog: boolean): number | null {
  return Number.isFinite(value) && (!isLog || value > 0) ? value : null;
}
