import { type ISignal, Signal } from '@lumino/signaling';

import type { IDisposable } from '@lumino/disposable';

import type { IClient } from '../api/client';
import { FOLDED_AT_FIRST } from './chartsections';
import { type ICurveOptions, PLAIN_CURVES } from './curveoptions';
import { HistoryModel } from './history';
import { Observable } from './observable';
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

/** What is drawn of the compared runs, and the histories that it takes. */
export class ComparisonModel extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  get settings(): ICompareSettings {
    return this._settings;
  }

  /** Some runs changed, or all of them if it is not known which; not said while nobody looks. */
  get outdated(): ISignal<this, ReadonlySet<string> | undefined> {
    return this._outdated;
  }

  /** Choose something; what is not named stays. */
  change(change: Partial<ICompareSettings>): void {
    this._settings = { ...this._settings, ...change };
    this.notify();
  }

  changeCurves(change: Partial<ICurveOptions>): void {
    this.change({ curves: { ...this._settings.curves, ...change } });
  }

  changeParallel(change: Partial<IParallelOptions>): void {
    this.change({ parallel: { ...this._settings.parallel, ...change } });
  }

  changeScatter(change: Partial<IScatterOptions>): void {
    this.change({ scatter: { ...this._settings.scatter, ...change } });
  }

  changeBars(change: Partial<IBarsOptions>): void {
    this.change({ bars: { ...this._settings.bars, ...change } });
  }

  changeDifferences(change: Partial<IDifferenceOptions>): void {
    this.change({ differences: { ...this._settings.differences, ...change } });
  }

  /** What is read of each compared run, by the view that needs it: Lab's start need not load it. */
  perRun<T extends IDisposable>(Kind: new (client: IClient) => T): T {
    const known = this._readPerRun.get(Kind) as T | undefined;
    const read = known ?? new Kind(this._client);
    this._readPerRun.set(Kind, read);
    return read;
  }

  /** True while charts are wanted that nobody sees, because they are about to be exported. */
  get isExporting(): boolean {
    return this._isExporting;
  }

  setExporting(isExporting: boolean): void {
    this._isExporting = isExporting;
    this.notify();
  }

  /** Fold a section of charts, or unfold it. */
  fold(section: string, isFolded: boolean): void {
    const { folded } = this._settings;
    if (folded.includes(section) !== isFolded) {
      const others = folded.filter(name => name !== section);
      this.change({ folded: isFolded ? [...others, section] : others });
    }
  }

  /** The histories of a metric; kept until they are forgotten. */
  history(key: string): HistoryModel {
    const known = this._histories.get(key);
    const history = known ?? new HistoryModel(this._client);
    this._histories.set(key, history);
    return history;
  }

  /** Let go of the histories of a metric that is no longer drawn. */
  forgetHistory(key: string): void {
    this._histories.get(key)?.dispose();
    this._histories.delete(key);
  }

  /** Tell whether anybody can see the comparison: what is hidden is not read again before it is shown. */
  setShown(isShown: boolean): void {
    this._isShown = isShown;
    if (isShown && this._missed !== null) {
      const missed = this._missed;
      this._missed = null;
      this._refresh(missed === 'all' ? undefined : missed);
    }
  }

  /** Read again what the server says has changed; everything if it does not say what. */
  changedOnServer(changed?: ReadonlySet<string>): void {
    if (this._isShown) {
      this._refresh(changed);
    } else {
      this._miss(changed);
    }
  }

  override dispose(): void {
    for (const key of [...this._histories.keys()]) {
      this.forgetHistory(key);
    }
    for (const read of this._readPerRun.values()) {
      read.dispose();
    }
    super.dispose();
  }

  private _miss(changed?: ReadonlySet<string>): void {
    if (!changed) {
      this._missed = 'all';
    } else if (this._missed !== 'all') {
      // The same set for as long as it is missed: notices come by the dozen a second.
      const missed = this._missed ?? new Set<string>();
      changed.forEach(runId => missed.add(runId));
      this._missed = missed;
    }
  }

  private _refresh(changed?: ReadonlySet<string>): void {
    for (const history of this._histories.values()) {
      void history.refresh(changed);
    }
    this._outdated.emit(changed);
  }

  private readonly _outdated = new Signal<
    this,
    ReadonlySet<string> | undefined
  >(this);
  private readonly _readPerRun = new Map<unknown, IDisposable>();
  private readonly _histories = new Map<string, HistoryModel>();
  private _settings = FIRST_SETTINGS;
  private _isShown = false;
  private _isExporting = false;
  private _missed: Set<string> | 'all' | null = null;
}
