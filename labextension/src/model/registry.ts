import type { IVersionPlace } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireModel, IWireModelPatch, IWireNotice } from '../api/wire';
import { Coalescer } from './coalescer';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';
import type { IPart, IWhole } from './part';
import { VersionModel } from './version';
import { type IVersionsPlace, VersionsModel } from './versions';

/** The registered models; read when they are first looked at. */
export class RegistryModel extends Observable implements IPart {
  constructor(private readonly _whole: IWhole) {
    super();
    _whole.navigation.changed.connect(this._follow, this);
    this._follow();
  }

  get state(): LoadState {
    return this._state;
  }

  get models(): readonly IWireModel[] {
    return this._models;
  }

  /** The version that is looked at. */
  get opened(): VersionModel | null {
    return this._opened;
  }

  /** The versions that are looked at side by side. */
  get compared(): VersionsModel | null {
    return this._compared;
  }

  get(name: string): IWireModel | undefined {
    return this._models.find(each => each.name === name);
  }

  /** Change what is said of a model. */
  async patch(name: string, patch: IWireModelPatch): Promise<void> {
    const changed = await this._whole.client.patchModel(name, patch);
    this._models = this._models.map(each =>
      each.name === name ? changed : each
    );
    this.notify();
  }

  /** Delete a model with all its versions. */
  async delete(name: string): Promise<void> {
    await this._whole.client.deleteModel(name);
    await this.refresh();
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

  /** Only matters once the registry has been looked at. */
  async changedOnServer(notice?: IWireNotice): Promise<void> {
    if (notice && !notice.registry) {
      return;
    }
    void this._opened?.refresh();
    void this._compared?.refresh();
    if (this._state.kind !== 'idle') {
      await this.refresh();
    }
  }

  override dispose(): void {
    this._whole.navigation.changed.disconnect(this._follow, this);
    this._opened?.dispose();
    this._compared?.dispose();
    super.dispose();
  }

  /** Read what a view shows of the registry, and let go of what it does not. */
  private _follow(): void {
    const { view } = this._whole.navigation;
    if (view.kind === 'models') {
      void this.load();
    }
    this._open(view.kind === 'version' ? view : null);
    this._compare(view.kind === 'versions' ? view : null);
    this.notify();
  }

  private _open(place: IVersionPlace | null): void {
    const present = this._opened?.place;
    if (place?.name === present?.name && place?.version === present?.version) {
      return;
    }
    this._opened?.dispose();
    this._opened =
      place === null
        ? null
        : new VersionModel(this._whole.client, {
            name: place.name,
            version: place.version
          });
    void this._opened?.refresh();
  }

  private _compare(place: IVersionsPlace | null): void {
    const present = this._compared?.place;
    if (
      place?.name === present?.name &&
      place?.versions === present?.versions
    ) {
      return;
    }
    this._compared?.dispose();
    this._compared =
      place === null ? null : new VersionsModel(this._whole.client, place);
    void this._compared?.refresh();
  }

  private async _read(): Promise<void> {
    try {
      this._models = (await this._whole.client.models()).models;
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private _state: LoadState = IDLE;
  private _models: readonly IWireModel[] = [];
  private _opened: VersionModel | null = null;
  private _compared: VersionsModel | null = null;
}
