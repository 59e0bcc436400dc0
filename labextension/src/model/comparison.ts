import { type ISignal, Signal } from '@lumino/signaling';

import type { IDisposable } from '@lumino/disposable';

import type { IClient } from '../api/client';
import type { IWireNotice } from '../api/wire';
import {
  FIRST_SETTINGS,
  type IBarsOptions,
  type ICompareSettings,
  type IDifferenceOptions,
  type IParallelOptions,
  type IScatterOptions
} from './comparesettings';
import type { ICurveOptions } from './curveoptions';
import { HistoryModel } from './history';
import type { Kept } from './kept';
import { Observable } from './observable';
import type { IPart, IWhole } from './part';
import { parseComparison } from './rememberedcomparison';

/** What is drawn of the compared runs, and the histories that it takes. */
export class ComparisonModel extends Observable implements IPart {
  constructor(whole: IWhole) {
    super();
    this._client = whole.client;
    this._kept = whole.keptComparison;
    this._kept.changed.connect(this._recall, this);
    this._recall();
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
    this._kept.keep(this._settings);
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
  changedOnServer(notice?: IWireNotice): Promise<void> {
    const changed = notice && new Set(Object.values(notice.runs).flat());
    if (this._isShown) {
      this._refresh(changed);
    } else {
      this._miss(changed);
    }
    return Promise.resolve();
  }

  override dispose(): void {
    this._kept.changed.disconnect(this._recall, this);
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

  /** What was just chosen here is what is kept; else the memory brought something back. */
  private _recall(): void {
    const { value } = this._kept;
    if (value !== this._settings) {
      this._settings = parseComparison(value) ?? FIRST_SETTINGS;
    }
    this.notify();
  }

  private _refresh(changed?: ReadonlySet<string>): void {
    for (const history of this._histories.values()) {
      void history.refresh(changed);
    }
    this._outdated.emit(changed);
  }

  private readonly _client: IClient;
  private readonly _kept: Kept;
  private readonly _outdated = new Signal<
    this,
    ReadonlySet<string> | undefined
  >(this);
  private readonly _readPerRun = new Map<unknown, IDisposable>();
  private readonly _histories = new Map<string, HistoryModel>();
  private _settings: ICompareSettings = FIRST_SETTINGS;
  private _isShown = false;
  private _isExporting = false;
  private _missed: Set<string> | 'all' | null = null;
}
