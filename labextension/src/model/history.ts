import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireSeries } from '../api/wire';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** Points of a series that reach the browser; the server thins out longer ones. */
export const MAX_POINTS = 2000;

/** Steps from the first to the last one, both included. */
export interface IStepRange {
  readonly first: number;
  readonly last: number;
}

/** The histories of one metric in one or more runs. */
export class HistoryModel extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  get key(): string | null {
    return this._key;
  }

  get runIds(): readonly string[] {
    return this._runIds;
  }

  get state(): LoadState {
    return this._state;
  }

  /** In the order of `runIds`; runs without the metric are left out. */
  get series(): readonly IWireSeries[] {
    return this._series;
  }

  /** Show a metric of some runs. */
  async show(key: string | null, runIds: readonly string[]): Promise<void> {
    if (key === this._key && runIds.join() === this._runIds.join()) {
      return;
    }
    if (key !== this._key) {
      this._series = [];
      this._state = LOADING;
    }
    this._key = key;
    this._runIds = runIds;
    this._range = null;
    this._series = this._series.filter(({ run_id }) => runIds.includes(run_id));
    this.notify();
    await this.refresh();
  }

  /**
   * Read a range of steps in more detail; null goes back to all.
   *
   * Nothing is asked for where all points of all steps are there already.
   */
  async zoom(range: IStepRange | null): Promise<void> {
    const isThinned = this._series.some(
      ({ count, values }) => count > values.length
    );
    if (range ? isThinned || this._range : this._range) {
      this._range = range;
      await this.refresh();
    }
  }

  /** Read again, for instance after a notice named one of the runs. */
  refresh(): Promise<void> {
    return this._reading.request();
  }

  private async _read(): Promise<void> {
    const key = this._key;
    const runIds = this._runIds;
    if (this.isDisposed) {
      return;
    }
    if (key === null || runIds.length === 0) {
      this._series = [];
      this._state = IDLE;
      this.notify();
      return;
    }
    try {
      const query = {
        runIds,
        key,
        maxPoints: MAX_POINTS,
        firstStep: this._range?.first,
        lastStep: this._range?.last
      };
      const { series } = await this._client.history(query);
      if (key === this._key && runIds === this._runIds) {
        const place = new Map(runIds.map((id, index) => [id, index]));
        this._series = [...series].sort(
          (a, b) => (place.get(a.run_id) ?? 0) - (place.get(b.run_id) ?? 0)
        );
        this._state = READY;
      }
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private _key: string | null = null;
  private _range: IStepRange | null = null;
  private _runIds: readonly string[] = [];
  private _state: LoadState = IDLE;
  private _series: readonly IWireSeries[] = [];
}
