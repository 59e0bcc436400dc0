import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import { batches } from './batches';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

interface IKnown<T> {
  readonly version: string;
  readonly content: T;
}

/** Something that is read of each run that is looked at, and again when the run has changed. */
export abstract class PerRun<T> extends Observable {
  /** @param _atOnce - How many runs are read at once. */
  constructor(private readonly _atOnce: number) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  /** Read what is not known of some runs. */
  async want(runs: readonly IWireRun[]): Promise<void> {
    this._wanted = runs;
    if (this._missing().length > 0) {
      this._setState(LOADING);
      await this._reading.request();
    }
  }

  /** What changes when there is something else to be read of a run; null if there is nothing. */
  protected abstract versionOf(run: IWireRun): string | null;

  /** Read it of a few runs: by the ids of those that are still there. */
  protected abstract read(
    runs: readonly IWireRun[]
  ): Promise<ReadonlyMap<string, T>>;

  /** What was read of a run last. */
  protected known({ run_id: runId }: IWireRun): T | undefined {
    return this._known.get(runId)?.content;
  }

  private _missing(): readonly IWireRun[] {
    return this._wanted.filter(run => {
      const version = this.versionOf(run);
      return (
        version !== null && version !== this._known.get(run.run_id)?.version
      );
    });
  }

  private async _read(): Promise<void> {
    try {
      for (const batch of batches(this._missing(), this._atOnce)) {
        const read = await this.read(batch);
        for (const run of batch) {
          const content = read.get(run.run_id);
          if (content !== undefined) {
            const version = this.versionOf(run) ?? '';
            this._known.set(run.run_id, { version, content });
          }
        }
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
  private readonly _known = new Map<string, IKnown<T>>();
  private _wanted: readonly IWireRun[] = [];
  private _state: LoadState = IDLE;
}
