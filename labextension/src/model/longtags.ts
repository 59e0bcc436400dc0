import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import { batches } from './batches';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

type Tags = IWireRun['tags'];

/** All tags of some runs, also the long ones that the run list leaves out: environment and error. */
export class LongTags extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  /** The tags of a run as far as they are known. */
  of(run: IWireRun): Tags {
    return { ...this._known.get(run.run_id)?.tags, ...run.tags };
  }

  /** Read what is not known of some runs; a run writes its long tags when it starts and when it ends. */
  async want(runs: readonly IWireRun[]): Promise<void> {
    this._wanted = runs;
    if (this._missing().length > 0) {
      this._setState(LOADING);
      await this._reading.request();
    }
  }

  private _missing(): readonly string[] {
    return this._wanted
      .filter(run => this._known.get(run.run_id)?.status !== run.status)
      .map(run => run.run_id);
  }

  private async _read(): Promise<void> {
    const runIds = this._missing();
    try {
      for (const batch of batches(runIds)) {
        const { runs } = await this._client.wholeRuns(batch);
        runs.forEach(run => this._known.set(run.run_id, run));
      }
      this._setState(READY);
    } catch (reason) {
      this._setState(failed(asTracksideError(reason)));
    }
  }

  private _setState(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private readonly _known = new Map<string, IWireRun>();
  private _wanted: readonly IWireRun[] = [];
  private _state: LoadState = IDLE;
}
