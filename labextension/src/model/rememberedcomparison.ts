import {
  COMPARE_TABS,
  FIRST_SETTINGS,
  type ICompareSettings
} from './comparison';
import {
  BANDS,
  CURVE_AXES,
  type ICurveOptions,
  MAX_SMOOTHING
} from './curveoptions';
import {
  fields,
  flag,
  isRecord,
  numberOrNull,
  oneOf,
  textOrNull,
  textsOrNull
} from './parsing';
import { CHOICES } from './runcolumns';
import { isValueWord, type ValueWord } from './runvalues';

/** Read what was chosen in the compare tab; null if nothing was kept of it. */
export function parseComparison(found: unknown): ICompareSettings | null {
  if (!isRecord(found)) {
    return null;
  }
  const usual = FIRST_SETTINGS;
  const [parallel, scatter] = [
    fields(found['parallel']),
    fields(found['scatter'])
  ];
  const [bars, differences] = [
    fields(found['bars']),
    fields(found['differences'])
  ];
  return {
    tab: oneOf(found['tab'], COMPARE_TABS, usual.tab),
    metrics: textsOrNull(found['metrics']),
    curves: parseCurves(fields(found['curves']), usual.curves),
    parallel: {
      axes: textsOrNull(parallel['axes'])?.filter(isValueWord) ?? null,
      colourBy: wordOrNull(parallel['colourBy'])
    },
    scatter: {
      x: wordOrNull(scatter['x']),
      y: wordOrNull(scatter['y']),
      colourBy: wordOrNull(scatter['colourBy']),
      isContour: flag(scatter['isContour'], usual.scatter.isContour)
    },
    bars: {
      metric: textOrNull(bars['metric']),
      statistic: oneOf(bars['statistic'], CHOICES, usual.bars.statistic),
      isSorted: flag(bars['isSorted'], usual.bars.isSorted)
    },
    differences: {
      ...usual.differences,
      isOnlyDifferent: flag(
        differences['isOnlyDifferent'],
        usual.differences.isOnlyDifferent
      ),
      isTransposed: flag(
        differences['isTransposed'],
        usual.differences.isTransposed
      )
    }
  };
}

function parseCurves(
  found: Readonly<Record<string, unknown>>,
  usual: ICurveOptions
): ICurveOptions {
  const smoothing = numberOrNull(found['smoothing']) ?? usual.smoothing;
  return {
    axis: oneOf(found['axis'], CURVE_AXES, usual.axis),
    isLogX: flag(found['isLogX'], usual.isLogX),
    isLogY: flag(found['isLogY'], usual.isLogY),
    smoothing: Math.min(Math.max(smoothing, 0), MAX_SMOOTHING),
    groupBy: textOrNull(found['groupBy']),
    band: oneOf(found['band'], BANDS, usual.band)
  };
}

function wordOrNull(found: unknown): ValueWord | null {
  return typeof found === 'string' && isValueWord(found) ? found : null;
}
