import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireVersionDetail } from '../api/wire';
import { Coalescer } from './coalescer';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** Some versions of one model. */
export interface IVersionsPlace {
  readonly name: string;
  readonly versions: readonly string[];
}

/** Versions of a registered model that are looked at side by side. */
export class VersionsModel extends Observable {
  constructor(
    private readonly _client: IClient,
    readonly place: IVersionsPlace
  ) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  /** In the order of the place; empty until they are read. */
  get details(): readonly IWireVersionDetail[] {
    return this._details;
  }

  /** Read them again. */
  refresh(): Promise<void> {
    return this._reading.request();
  }

  private async _read(): Promise<void> {
    if (this.isDisposed) {
      return;
    }
    const { name, versions } = this.place;
    try {
      this._details = await Promise.all(
        versions.map(version => this._client.version({ name, version }))
      );
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private _state: LoadState = LOADING;
  private _details: readonly IWireVersionDetail[] = [];
}
