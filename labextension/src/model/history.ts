import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireSeries } from '../api/wire';
import { batches } from './batches';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** Points of a series that reach the browser; the server thins out longer ones. */
export const MAX_POINTS = 2000;

/** Points of all series in one chart: more of them make drawing slow, not finer. */
const POINTS_IN_ALL = 30_000;

/** Fewer would no longer draw the same line. */
const LEAST_POINTS = 100;

/** Steps from the first to the last one, both included. */
export interface IStepRange {
  readonly first: number;
  readonly last: number;
}

/** The points that each of so many runs is given. */
export function pointsPerRun(runs: number): number {
  const share = Math.floor(POINTS_IN_ALL / Math.max(1, runs));
  return Math.max(LEAST_POINTS, Math.min(MAX_POINTS, share));
}

/** What is known of some runs' series in a range of steps, and for which runs it is out of date. */
interface IExtract {
  readonly range: IStepRange | null;
  readonly series: Map<string, IWireSeries>;
  readonly stale: Set<string>;
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

  /** What to draw, in the order of `runIds`; runs without the metric are left out. */
  get series(): readonly IWireSeries[] {
    return this._runIds.flatMap(
      runId =>
        this._part?.series.get(runId) ?? this._whole.series.get(runId) ?? []
    );
  }

  /** The series from beginning to end, also while a part of them is looked at. */
  get wholeSeries(): readonly IWireSeries[] {
    return this._runIds.flatMap(runId => this._whole.series.get(runId) ?? []);
  }

  /** Show a metric of some runs; what is known already is not asked for again. */
  async show(key: string | null, runIds: readonly string[]): Promise<void> {
    if (key === this._key && runIds.join() === this._runIds.join()) {
      return;
    }
    const isFiner =
      pointsPerRun(runIds.length) !== pointsPerRun(this._runIds.length);
    if (key !== this._key) {
      this._whole = extract(null, []);
      this._part = null;
      this._state = LOADING;
    }
    const known = this._whole.series;
    const wanted = runIds.filter(runId => isFiner || !known.has(runId));
    this._key = key;
    this._runIds = runIds;
    this._outdate(wanted);
    this.notify();
    await this._reading.request();
  }

  /**
   * Read a range of steps in more detail; null goes back to all.
   *
   * Nothing is asked for where all points of all steps are there already.
   */
  async zoom(range: IStepRange | null): Promise<void> {
    const isThinned = this.wholeSeries.some(
      ({ count, values }) => count > values.length
    );
    if (range ? isThinned : this._part) {
      this._part = range && extract(range, this._runIds);
      this.notify();
      await this._reading.request();
    }
  }

  /** Read some runs again, for instance after a notice named them; all of them if none are given. */
  async refresh(changed?: ReadonlySet<string>): Promise<void> {
    const stale = this._runIds.filter(runId => changed?.has(runId) ?? true);
    this._outdate(stale);
    if (stale.length > 0) {
      await this._reading.request();
    }
  }

  private _outdate(runIds: readonly string[]): void {
    for (const runId of runIds) {
      this._whole.stale.add(runId);
      this._part?.stale.add(runId);
    }
  }

  private async _read(): Promise<void> {
    const { _key: key, _runIds: runIds } = this;
    const wanted = this._part ?? this._whole;
    const stale = runIds.filter(runId => wanted.stale.has(runId));
    wanted.stale.clear();
    if (this.isDisposed) {
      return;
    }
    if (key === null || stale.length === 0) {
      this._setState(key === null ? IDLE : READY);
      return;
    }
    try {
      for (const batch of batches(stale)) {
        const { series } = await this._client.history({
          runIds: batch,
          key,
          maxPoints: pointsPerRun(runIds.length),
          firstStep: wanted.range?.first,
          lastStep: wanted.range?.last
        });
        batch.forEach(runId => wanted.series.delete(runId));
        series.forEach(one => wanted.series.set(one.run_id, one));
      }
      this._setState(READY);
    } catch (reason) {
      stale.forEach(runId => wanted.stale.add(runId));
      this._setState(failed(asTracksideError(reason)));
    }
  }

  private _setState(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private _key: string | null = null;
  private _runIds: readonly string[] = [];
  private _state: LoadState = IDLE;
  private _whole: IExtract = extract(null, []);
  private _part: IExtract | null = null;
}

function extract(
  range: IStepRange | null,
  runIds: readonly string[]
): IExtract {
  return { range, series: new Map(), stale: new Set(runIds) };
}
