import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireModel } from '../api/wire';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** The registered models; read when they are first looked at. */
export class RegistryModel extends Observable {
  constructor(private readonly _client: IClient) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  get models(): readonly IWireModel[] {
    return this._models;
  }

  /** Read the models unless they are there. */
  async load(): Promise<void> {
    if (this._state.kind === 'idle') {
      this._state = LOADING;
      await this.refresh();
    }
  }

  /** Read the models again. */
  refresh(): Promise<void> {
    return this._reading.request();
  }

  /** A notice said that the registry changed: only matters once it has been looked at. */
  async changedOnServer(): Promise<void> {
    if (this._state.kind !== 'idle') {
      await this.refresh();
    }
  }

  private async _read(): Promise<void> {
    try {
      this._models = (await this._client.models()).models;
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private _state: LoadState = IDLE;
  private _models: readonly IWireModel[] = [];
}
