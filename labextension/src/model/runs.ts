import { type ISignal, Signal } from '@lumino/signaling';

import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import { Coalescer } from './coalescer';
import { differingParams, metricKeys } from './columns';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';
import { type ISort, NEWEST_FIRST, orderBy, sortRuns } from './sort';
import {
  appendPage,
  EMPTY_TABLE,
  firstPage,
  type IRunTable,
  isOpen,
  mergeChanges
} from './table';

/** Runs that one request asks for. */
export const PAGE_SIZE = 1000;

/** Params on a row's second line. */
const SHOWN_PARAMS = 3;

/** The runs of the shown experiment, kept up to date by deltas. */
export class RunsModel extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  get experimentId(): string | null {
    return this._experimentId;
  }

  get state(): LoadState {
    return this._state;
  }

  /** How many runs the experiment has in the store. */
  get total(): number {
    return this._table.total;
  }

  get revision(): number {
    return this._table.revision;
  }

  get hasMore(): boolean {
    return this._table.nextPageToken !== null;
  }

  get isLoadingMore(): boolean {
    return this._isLoadingMore;
  }

  get sort(): ISort {
    return this._sort;
  }

  /** The loaded runs in order. */
  get ordered(): readonly IWireRun[] {
    this._ordered ??= sortRuns(this._table.rows.values(), this._sort);
    return this._ordered;
  }

  /** Runs that still log, the newest first. */
  get running(): readonly IWireRun[] {
    this._running ??= sortRuns(
      Array.from(this._table.rows.values()).filter(isOpen),
      NEWEST_FIRST
    );
    return this._running;
  }

  /** All metric keys, the most telling first. */
  get metricKeys(): readonly string[] {
    return this._columns().metrics;
  }

  /** The few params that differ across the runs. */
  get shownParams(): readonly string[] {
    return this._columns().params;
  }

  /** A run that ended while it was looked at. */
  get runEnded(): ISignal<this, IWireRun> {
    return this._runEnded;
  }

  get(runId: string): IWireRun | undefined {
    return this._table.rows.get(runId);
  }

  /** Show another experiment, or none. */
  async show(experimentId: string | null): Promise<void> {
    if (experimentId === this._experimentId) {
      return;
    }
    this._experimentId = experimentId;
    this._sort = NEWEST_FIRST;
    this._wanted = 0;
    this._setTable({ ...EMPTY_TABLE, shape: this._table.shape + 1 });
    this._state = IDLE;
    await this.reload();
  }

  /** Read the first page anew. */
  async reload(): Promise<void> {
    const experimentId = this._experimentId;
    const generation = ++this._generation;
    this._isLoadingMore = false;
    if (experimentId === null) {
      this._setState(IDLE);
      return;
    }
    this._setState(LOADING);
    try {
      const page = await this._client.runs({
        experimentId,
        orderBy: orderBy(this._sort),
        limit: PAGE_SIZE
      });
      if (generation === this._generation) {
        this._setTable(firstPage(page, this._table));
        this._setState(READY);
      }
    } catch (reason) {
      this._fail(reason, generation);
    }
    if (this._wanted > this._table.revision && this._state === READY) {
      await this._delta.request();
    }
  }

  /** Read the next page. */
  async loadMore(): Promise<void> {
    const experimentId = this._experimentId;
    const pageToken = this._table.nextPageToken;
    if (experimentId === null || pageToken === null || this._isLoadingMore) {
      return;
    }
    const generation = this._generation;
    this._isLoadingMore = true;
    this.notify();
    try {
      const page = await this._client.runs({
        experimentId,
        orderBy: orderBy(this._sort),
        limit: PAGE_SIZE,
        pageToken
      });
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
    this._sort = sort;
    this._ordered = null;
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
    const experimentId = this._experimentId;
    const generation = this._generation;
    if (experimentId === null || this._state.kind === 'loading') {
      return;
    }
    if (this._state.kind === 'failed') {
      return this.reload();
    }
    try {
      const since = this._table.revision;
      const changes = await this._client.changes(experimentId, since);
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

  private _columns(): IColumns {
    if (this._columnsMemo?.shape !== this._table.shape) {
      const runs = [...this._table.rows.values()];
      this._columnsMemo = {
        shape: this._table.shape,
        metrics: metricKeys(runs),
        params: differingParams(runs, SHOWN_PARAMS)
      };
    }
    return this._columnsMemo;
  }

  private _setTable(table: IRunTable): void {
    this._table = table;
    this._ordered = null;
    this._running = null;
  }

  private _setState(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  private _fail(reason: unknown, generation: number): void {
    if (generation === this._generation) {
      this._setState(failed(asTracksideError(reason)));
    }
  }

  private readonly _delta = new Coalescer(() => this._fetchDelta());
  private readonly _runEnded = new Signal<this, IWireRun>(this);
  private _experimentId: string | null = null;
  private _generation = 0;
  private _wanted = 0;
  private _state: LoadState = IDLE;
  private _table: IRunTable = EMPTY_TABLE;
  private _sort: ISort = NEWEST_FIRST;
  private _isLoadingMore = false;
  private _ordered: readonly IWireRun[] | null = null;
  private _running: readonly IWireRun[] | null = null;
  private _columnsMemo: IColumns | null = null;
}

interface IColumns {
  readonly shape: number;
  readonly metrics: readonly string[];
  readonly params: readonly string[];
}
