import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import { batches } from './batches';
import { Coalescer } from './coalescer';
import { cellsVersion, type IExecution } from './executedcells';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';
import { readCells } from './runcells';

/** How many runs are asked for at once: a browser holds no more lines to a server. */
const AT_ONCE = 6;

interface IKnown {
  readonly version: string;
  readonly executions: readonly IExecution[] | null;
}

/** What was executed for each of the compared runs. */
export class ComparedCells extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  /** What was executed for a run; null if that is not known, or not kept. */
  of({ run_id: runId }: IWireRun): readonly IExecution[] | null {
    return this._known.get(runId)?.executions ?? null;
  }

  /** Read what is not known of some runs. */
  async want(runs: readonly IWireRun[]): Promise<void> {
    this._wanted = runs;
    if (this._missing().length > 0) {
      this._setState(LOADING);
      await this._reading.request();
    }
  }

  private _missing(): readonly IWireRun[] {
    return this._wanted.filter(run => {
      const version = cellsVersion(run);
      return (
        version !== null && version !== this._known.get(run.run_id)?.version
      );
    });
  }

  private async _read(): Promise<void> {
    try {
      for (const batch of batches(this._missing(), AT_ONCE)) {
        await Promise.all(batch.map(run => this._readOne(run)));
      }
      this._setState(READY);
    } catch (reason) {
      this._setState(failed(asTracksideError(reason)));
    }
  }

  private async _readOne(run: IWireRun): Promise<void> {
    const cells = await readCells(this._client, run.run_id);
    this._known.set(run.run_id, {
      version: cellsVersion(run) ?? '',
      executions: cells?.executions ?? null
    });
  }

  private _setState(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private readonly _known = new Map<string, IKnown>();
  private _wanted: readonly IWireRun[] = [];
  private _state: LoadState = IDLE;
}
