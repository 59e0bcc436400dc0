import { type ISignal, Signal } from '@lumino/signaling';

import type { IClient, LifecycleStage } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireRun, IWireRunCounts, IWireRuns } from '../api/wire';
import { Coalescer } from './coalescer';
import { EVERYTHING, type IListed, scopeOf } from './listing';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';
import { type ISort, NEWEST_FIRST, orderBy } from './sort';
import {
  appendPage,
  EMPTY_TABLE,
  firstPage,
  type IRunTable,
  mergeChanges
} from './table';
import { TableFacts } from './tablefacts';

/** Runs that one request asks for. */
export const PAGE_SIZE = 1000;

/** The runs of the shown experiments, most often one, kept up to date by deltas. */
export class RunsModel extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  /** Whose runs are listed. */
  get experimentIds(): readonly string[] {
    return this._experimentIds;
  }

  /** Tells one set of experiments from another; null for none. */
  get scope(): string | null {
    return scopeOf(this._experimentIds);
  }

  get state(): LoadState {
    return this._state;
  }

  /** How many runs the list has in the store. */
  get total(): number {
    return this._table.total;
  }

  /** How many runs the experiments have, of which kinds. */
  get counts(): IWireRunCounts {
    return this._table.counts;
  }

  /** Which runs are listed, in the words of `search_runs`; '' for all. */
  get filter(): string {
    return this._listed.filter;
  }

  /** Why the filter that was asked for last cannot be; null if it can. */
  get filterProblem(): string | null {
    return this._filterProblem;
  }

  /** Whether runs in use or those in the bin are listed. */
  get stage(): LifecycleStage {
    return this._listed.stage;
  }

  /** True if every active run of the experiments is loaded and listed. */
  get isComplete(): boolean {
    return !this.hasMore && this.filter === '' && this.stage === 'active';
  }

  get hasMore(): boolean {
    return this._table.nextPageToken !== null;
  }

  get isLoadingMore(): boolean {
    return this._isLoadingMore;
  }

  get sort(): ISort {
    return this._facts.sort;
  }

  /** The loaded runs of the list, in order. */
  get ordered(): readonly IWireRun[] {
    return this._facts.ordered;
  }

  /** Runs that still log, the newest first. */
  get running(): readonly IWireRun[] {
    return this._facts.running;
  }

  /** All runs of the experiments that have been loaded, listed or not. */
  get known(): readonly IWireRun[] {
    return this._facts.known;
  }

  /** What follows from the rows. */
  get facts(): TableFacts {
    return this._facts;
  }

  /** A run that ended while it was looked at. */
  get runEnded(): ISignal<this, IWireRun> {
    return this._runEnded;
  }

  get(runId: string): IWireRun | undefined {
    return this._table.rows.get(runId) ?? this._table.hidden.get(runId);
  }

  /** Show other experiments, or none. */
  async show(experimentIds: readonly string[]): Promise<void> {
    if (scopeOf(experimentIds) === this.scope) {
      return;
    }
    this._experimentIds = experimentIds;
    this._listed = EVERYTHING;
    this._filterProblem = null;
    this._wanted = 0;
    this._facts = new TableFacts(EMPTY_TABLE, NEWEST_FIRST);
    this._state = IDLE;
    await this.reload();
  }

  /** Read the first page anew. */
  reload(): Promise<void> {
    return this._load(this._listed);
  }

  /**
   * List the runs that match a filter; '' for all.
   *
   * @returns False if the store refuses it: then the list stays, and `filterProblem` says why.
   */
  async setFilter(filter: string): Promise<boolean> {
    await this._load({ ...this._listed, filter });
    return this.filter === filter;
  }

  /** List the runs in use, or those in the bin. */
  setStage(stage: LifecycleStage): Promise<void> {
    return this._load({ ...this._listed, stage });
  }

  /** Take back what was said about a filter that cannot be. */
  dismissFilterProblem(): void {
    if (this._filterProblem !== null) {
      this._filterProblem = null;
      this.notify();
    }
  }

  private async _load(wanted: IListed): Promise<void> {
    const generation = ++this._generation;
    this._isLoadingMore = false;
    this._filterProblem = null;
    if (this.scope === null) {
      this._setState(IDLE);
      return;
    }
    this._setState(LOADING);
    try {
      const page = await this._page(wanted);
      if (generation === this._generation) {
        this._listed = wanted;
        this._setTable(firstPage(page, this._table));
        this._wanted = Math.max(this._wanted, page.revision);
        this._setState(READY);
      }
    } catch (reason) {
      this._refuse(reason, wanted.filter, generation);
    }
    if (this._state === READY) {
      await this.catchUp(this._wanted);
    }
  }

  /** Read the next page. */
  async loadMore(): Promise<void> {
    const pageToken = this._table.nextPageToken;
    if (pageToken === null || this._isLoadingMore) {
      return;
    }
    const generation = this._generation;
    this._isLoadingMore = true;
    this.notify();
    try {
      const page = await this._page(this._listed, pageToken);
      if (generation === this._generation) {
        this._isLoadingMore = false;
        this._setTable(appendPage(this._table, page));
        this.notify();
      }
    } catch (reason) {
      this._isLoadingMore = false;
      this._fail(reason, generation);
    }
  }

  /** Order the list; a table that is not wholly loaded is asked for in that order. */
  setSort(sort: ISort): void {
    this._facts = new TableFacts(this._table, sort, this._facts);
    if (this.hasMore) {
      void this.reload();
    } else {
      this.notify();
    }
  }

  /**
   * Fetch what changed since the table's revision if that is older than the given one.
   *
   * At most one such call is under way; a first page that is on its way is waited for.
   */
  async catchUp(revision: number): Promise<void> {
    this._wanted = Math.max(this._wanted, revision);
    if (this._wanted > this._table.revision) {
      await this._delta.request();
    }
  }

  private async _fetchDelta(): Promise<void> {
    const experimentIds = this._experimentIds;
    const generation = this._generation;
    if (this.scope === null || this._state.kind === 'loading') {
      return;
    }
    if (this._state.kind === 'failed') {
      return this.reload();
    }
    try {
      const list = { experimentIds, ...this._listed };
      const changes = await this._client.changes(list, this._table.revision);
      if (generation === this._generation) {
        const { table, ended } = mergeChanges(this._table, changes);
        this._setTable(table);
        this.notify();
        ended.forEach(run => this._runEnded.emit(run));
      }
    } catch (reason) {
      this._fail(reason, generation);
    }
  }

  private _page(listed: IListed, pageToken?: string): Promise<IWireRuns> {
    const experimentIds = this._experimentIds;
    const order = { orderBy: orderBy(this.sort), limit: PAGE_SIZE };
    return this._client.runs({ experimentIds, ...listed, ...order, pageToken });
  }

  private _setTable(table: IRunTable): void {
    this._facts = new TableFacts(table, this.sort, this._facts);
  }

  private _setState(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  /** A new filter that the store refuses is the user's to mend; any other failure is the list's. */
  private _refuse(reason: unknown, filter: string, generation: number): void {
    const error = asTracksideError(reason);
    if (error.status !== 400 || filter === this.filter) {
      this._fail(reason, generation);
    } else if (generation === this._generation) {
      this._filterProblem = error.message;
      this._setState(READY);
    }
  }

  private _fail(reason: unknown, generation: number): void {
    if (generation === this._generation) {
      this._setState(failed(asTracksideError(reason)));
    }
  }

  private get _table(): IRunTable {
    return this._facts.table;
  }

  private readonly _delta = new Coalescer(() => this._fetchDelta());
  private readonly _runEnded = new Signal<this, IWireRun>(this);
  private _experimentIds: readonly string[] = [];
  private _generation = 0;
  private _wanted = 0;
  private _state: LoadState = IDLE;
  private _facts = new TableFacts(EMPTY_TABLE, NEWEST_FIRST);
  private _filterProblem: string | null = null;
  private _listed = EVERYTHING;
  private _isLoadingMore = false;
}
