import type { IClient } from '../api/client';
import type { IWireRun, IWireSeries } from '../api/wire';
import { Coalescer } from './coalescer';
import { Observable } from './observable';

/** Points that a line as wide as a word can show. */
const MOST_POINTS = 32;

/** Courses are read so often that one sees them go on, not with each point: they cost more than the values beside them. */
const REST_MS = 250;

/** The courses of one metric of the runs in view: read in one go, and again where points were added. */
export class Sparklines extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  /** The course of a run's metric, thinned; the same object until there are more points. */
  of(runId: string): IWireSeries | undefined {
    return this._series.get(runId);
  }

  /** Show a metric of the runs that are in view now. */
  async want(key: string | null, runs: readonly IWireRun[]): Promise<void> {
    if (key !== this._key) {
      this._key = key;
      this._series.clear();
    }
    this._inView = runs;
    if (this._stale().length > 0) {
      await this._reading.request();
    }
  }

  private _stale(): readonly string[] {
    const key = this._key;
    if (key === null) {
      return [];
    }
    return this._inView.flatMap(({ run_id: runId, metrics }) => {
      const count = metrics[key]?.count ?? 0;
      const known = this._series.get(runId)?.count ?? 0;
      return count > 1 && count > known ? runId : [];
    });
  }

  private async _read(): Promise<void> {
    const key = this._key;
    const runIds = this._stale();
    if (key === null || runIds.length === 0 || this.isDisposed) {
      return;
    }
    try {
      const query = { runIds, key, maxPoints: MOST_POINTS };
      const { series } = await this._client.history(query);
      if (key === this._key) {
        series.forEach(each => this._series.set(each.run_id, each));
        this.notify();
      }
    } catch {
      // An ornament: the values beside it say when the store does not answer.
    }
  }

  private readonly _reading = new Coalescer(() => this._read(), REST_MS);
  private readonly _series = new Map<string, IWireSeries>();
  private _key: string | null = null;
  private _inView: readonly IWireRun[] = [];
}
