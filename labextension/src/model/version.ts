import type { IClient, IVersionPlace } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireVersionDetail, IWireVersionPatch } from '../api/wire';
import { Coalescer } from './coalescer';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** The version of a registered model that is open. */
export class VersionModel extends Observable {
  constructor(
    private readonly _client: IClient,
    readonly place: IVersionPlace
  ) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  get detail(): IWireVersionDetail | null {
    return this._detail;
  }

  /** Read it again. */
  refresh(): Promise<void> {
    return this._reading.request();
  }

  /** Change what is said of it, its aliases or its stage. */
  async patch(patch: IWireVersionPatch): Promise<void> {
    this._detail = await this._client.patchVersion(this.place, patch);
    this.notify();
  }

  private async _read(): Promise<void> {
    if (this.isDisposed) {
      return;
    }
    try {
      this._detail = await this._client.version(this.place);
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private _state: LoadState = LOADING;
  private _detail: IWireVersionDetail | null = null;
}
