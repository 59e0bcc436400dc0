import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireNotebook } from '../api/wire';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** The active notebook and the experiment it logs into. */
export class NotebookModel extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  /** Relative to the server's root; null if no notebook is open. */
  get path(): string | null {
    return this._path;
  }

  /** The file's name without folders. */
  get name(): string | null {
    return this._path?.split('/').pop() ?? null;
  }

  get state(): LoadState {
    return this._state;
  }

  /** What the server knows of the notebook; null until it has answered. */
  get resolved(): IWireNotebook | null {
    return this._resolved;
  }

  /** Another notebook is active, or this one was renamed. */
  async follow(path: string | null): Promise<void> {
    if (path === this._path) {
      return;
    }
    this._path = path;
    this._resolved = null;
    this._state = path === null ? IDLE : LOADING;
    this.notify();
    await this.resolve();
  }

  /** Ask again which experiment it is. */
  resolve(): Promise<void> {
    return this._resolving.request();
  }

  private async _resolve(): Promise<void> {
    const path = this._path;
    if (path === null) {
      return;
    }
    try {
      const resolved = await this._client.notebook(path);
      if (path === this._path) {
        this._resolved = resolved;
        this._state = READY;
        this.notify();
      }
    } catch (reason) {
      if (path === this._path) {
        this._state = failed(asTracksideError(reason));
        this.notify();
      }
    }
  }

  private readonly _resolving = new Coalescer(() => this._resolve());
  private _path: string | null = null;
  private _state: LoadState = IDLE;
  private _resolved: IWireNotebook | null = null;
}
