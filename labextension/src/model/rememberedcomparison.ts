import {
  COMPARE_TABS,
  FIRST_SETTINGS,
  type IBarsOptions,
  type ICompareSettings,
  type IDifferenceOptions,
  type IParallelOptions,
  type IScatterOptions
} from './comparesettings';
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

type Fields = Readonly<Record<string, unknown>>;

/** Read what was chosen in the compare tab; null if nothing was kept of it. */
export function parseComparison(found: unknown): ICompareSettings | null {
  if (!isRecord(found)) {
    return null;
  }
  const usual = FIRST_SETTINGS;
  return {
    tab: oneOf(found['tab'], COMPARE_TABS, usual.tab),
    metrics: textsOrNull(found['metrics']),
    folded: textsOrNull(found['folded']) ?? usual.folded,
    curves: parseCurves(fields(found['curves']), usual.curves),
    parallel: parseParallel(fields(found['parallel'])),
    scatter: parseScatter(fields(found['scatter']), usual.scatter),
    bars: parseBars(fields(found['bars']), usual.bars),
    differences: parseDifferences(
      fields(found['differences']),
      usual.differences
    )
  };
}

function parseParallel(found: Fields): IParallelOptions {
  return {
    axes: textsOrNull(found['axes'])?.filter(isValueWord) ?? null,
    colourBy: wordOrNull(found['colourBy'])
  };
}

function parseScatter(found: Fields, usual: IScatterOptions): IScatterOptions {
  return {
    x: wordOrNull(found['x']),
    y: wordOrNull(found['y']),
    colourBy: wordOrNull(found['colourBy']),
    isContour: flag(found['isContour'], usual.isContour)
  };
}

function parseBars(found: Fields, usual: IBarsOptions): IBarsOptions {
  return {
    metric: textOrNull(found['metric']),
    statistic: oneOf(found['statistic'], CHOICES, usual.statistic),
    isSorted: flag(found['isSorted'], usual.isSorted)
  };
}

/** What was searched for is not kept: it would hide rows that one does not miss. */
function parseDifferences(
  found: Fields,
  usual: IDifferenceOptions
): IDifferenceOptions {
  return {
    ...usual,
    isOnlyDifferent: flag(found['isOnlyDifferent'], usual.isOnlyDifferent),
    isTransposed: flag(found['isTransposed'], usual.isTransposed)
  };
}

function parseCurves(found: Fields, usual: ICurveOptions): ICurveOptions {
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
