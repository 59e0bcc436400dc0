import type { IClient } from '../api/client';
import type { IFeed, IFeedNotice } from '../api/feed';
import type { IWireExperimentUse } from '../api/wire';
import { ExperimentPages } from './experimentpages';
import { Observable } from './observable';

/** A training loop gives notice many times a second; counts and ages need not follow each. */
export const REFRESH_AFTER_MS = 1000;

/** The experiments of the store, in use and in the bin, kept up to date while they are looked at. */
export class ExperimentsModel extends Observable {
  constructor(client: IClient, feed: IFeed) {
    super();
    this.inUse = new ExperimentPages(client, 'active');
    this.bin = new ExperimentPages(client, 'deleted');
    feed.noticed.connect(this._onNotice, this);
  }

  readonly inUse: ExperimentPages;
  readonly bin: ExperimentPages;

  /** What is searched for; '' for all. */
  get name(): string {
    return this._name;
  }

  get isBinOpen(): boolean {
    return this._isBinOpen;
  }

  /** The experiment if it is listed. */
  get(experimentId: string): IWireExperimentUse | undefined {
    return [...this.inUse.experiments, ...this.bin.experiments].find(
      each => each.experiment_id === experimentId
    );
  }

  /** List the experiments with a text in their name. */
  async search(name: string): Promise<void> {
    this._name = name;
    this.notify();
    await Promise.all(this._listed.map(pages => pages.search(name)));
  }

  /** Show the deleted ones, or fold them away. */
  async openBin(isOpen: boolean): Promise<void> {
    this._isBinOpen = isOpen;
    this.notify();
    if (isOpen) {
      await this.bin.search(this._name);
    }
  }

  /** Read again what is listed. */
  async refresh(): Promise<void> {
    this._isStale = false;
    await Promise.all(this._listed.map(pages => pages.refresh()));
  }

  /** Whether anybody sees the list: one that nobody sees asks for nothing. */
  setShown(isShown: boolean): void {
    this._isShown = isShown;
    if (isShown && this._isStale) {
      void this.refresh();
    }
  }

  override dispose(): void {
    window.clearTimeout(this._timer);
    this.inUse.dispose();
    this.bin.dispose();
    super.dispose();
  }

  private get _listed(): readonly ExperimentPages[] {
    return this._isBinOpen ? [this.inUse, this.bin] : [this.inUse];
  }

  private _onNotice(_: IFeed, { notice, isFirst }: IFeedNotice): void {
    const isNews =
      notice.experiments.length > 0 || Object.keys(notice.runs).length > 0;
    if (!isFirst && !isNews) {
      return;
    }
    this._isStale = true;
    this._timer ??= window.setTimeout(() => {
      this._timer = undefined;
      if (this._isShown && this._isStale) {
        void this.refresh();
      }
    }, REFRESH_AFTER_MS);
  }

  private _name = '';
  private _isBinOpen = false;
  private _isShown = false;
  private _isStale = true;
  private _timer: number | undefined;
}
