import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import {
  type CellChange,
  changesSince,
  type INotebookNowCell,
  notExecuted
} from './cellchanges';
import type { IDetailPart } from './detail';
import {
  CELLS_PATH,
  cellsVersion,
  executedCells,
  type IExecutedCells
} from './executedcells';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** What a run keeps of its cells, or null if it keeps none. */
export async function readCells(
  client: IClient,
  runId: string
): Promise<IExecutedCells | null> {
  const place = { runId, modelId: null, path: CELLS_PATH };
  const shown = await client.preview(place);
  return shown.kind === 'notebook' ? executedCells(shown.notebook) : null;
}

/** What became of the cells of a run in its notebook as it is now. */
export interface IChanges {
  readonly ofExecutions: ReadonlyMap<number, CellChange>;
  readonly notExecuted: readonly INotebookNowCell[];
}

/** The cells that led to one run, and what became of them. */
export class RunCells extends Observable implements IDetailPart {
  constructor(
    private readonly _client: IClient,
    readonly runId: string
  ) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  get cells(): IExecutedCells | null {
    return this._cells;
  }

  /** Null while nobody has asked. */
  get changes(): IChanges | null {
    return this._changes;
  }

  /** Read the cells as far as the run now says that it has some; it writes them anew when it ends. */
  async want(run: IWireRun): Promise<void> {
    const version = cellsVersion(run);
    if (version === this._readVersion) {
      return;
    }
    this._readVersion = version;
    if (version === null) {
      this._cells = null;
      this._set(IDLE);
      return;
    }
    this._set(LOADING);
    try {
      const cells = await readCells(this._client, this.runId);
      if (version === this._readVersion) {
        this._cells = cells;
        this._set(READY);
      }
    } catch (reason) {
      if (version === this._readVersion) {
        this._readVersion = null; // the next look asks again
        this._set(failed(asTracksideError(reason)));
      }
    }
  }

  /** Nothing: the run itself says when its cells are others. */
  changedOnServer(): void {}

  /** Set the cells against the notebook as it is now. */
  compareWith(now: readonly INotebookNowCell[]): void {
    const executions = this._cells?.executions ?? [];
    this._changes = {
      ofExecutions: changesSince(executions, now),
      notExecuted: notExecuted(executions, now)
    };
    this.notify();
  }

  /** Show the cells as they were again. */
  stopComparing(): void {
    this._changes = null;
    this.notify();
  }

  private _set(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  private _state: LoadState = IDLE;
  private _readVersion: string | null = null;
  private _cells: IExecutedCells | null = null;
  private _changes: IChanges | null = null;
}
