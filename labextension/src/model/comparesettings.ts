import { FOLDED_AT_FIRST } from './chartsections';
import { type ICurveOptions, PLAIN_CURVES } from './curveoptions';
import type { StatisticChoice } from './runcolumns';
import type { ValueWord } from './runvalues';

/** The ways to compare. */
export const COMPARE_TABS = [
  'charts',
  'parallel',
  'scatter',
  'bars',
  'media',
  'differences'
] as const;
export type CompareTab = (typeof COMPARE_TABS)[number];

/** How the differences are listed. */
export interface IDifferenceOptions {
  readonly isOnlyDifferent: boolean;
  /** Runs down and keys across, instead of the other way round. */
  readonly isTransposed: boolean;
  /** Only keys that hold this text. */
  readonly search: string;
}

/** Which axes stand side by side; null chooses some, and colours by run. */
export interface IParallelOptions {
  readonly axes: readonly ValueWord[] | null;
  readonly colourBy: ValueWord | null;
}

/** What is set against one another; null chooses something. */
export interface IScatterOptions {
  readonly x: ValueWord | null;
  readonly y: ValueWord | null;
  readonly colourBy: ValueWord | null;
  readonly isContour: boolean;
}

/** Which bars are drawn; null takes the first metric. */
export interface IBarsOptions {
  readonly metric: string | null;
  readonly statistic: StatisticChoice;
  readonly isSorted: boolean;
}

/** What the user has chosen in the compare tab. */
export interface ICompareSettings {
  readonly tab: CompareTab;
  /** The metrics with a chart each; null shows all. */
  readonly metrics: readonly string[] | null;
  /** Sections of charts that are folded, by their names. */
  readonly folded: readonly string[];
  readonly curves: ICurveOptions;
  readonly parallel: IParallelOptions;
  readonly scatter: IScatterOptions;
  readonly bars: IBarsOptions;
  readonly differences: IDifferenceOptions;
}

export const FIRST_SETTINGS: ICompareSettings = {
  tab: 'charts',
  metrics: null,
  folded: FOLDED_AT_FIRST,
  curves: PLAIN_CURVES,
  parallel: { axes: null, colourBy: null },
  scatter: { x: null, y: null, colourBy: null, isContour: false },
  bars: { metric: null, statistic: 'last', isSorted: false },
  differences: { isOnlyDifferent: true, isTransposed: false, search: '' }
};
