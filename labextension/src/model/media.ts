import type { IWireImage } from '../api/artifactwire';
import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import { Coalescer } from './coalescer';
import type { IDetailPart } from './detail';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** MLflow's tag of runs that have logged images by step. */
const LOGGED_IMAGES = 'mlflow.loggedImages';

/** Finding the images of a run takes a look at every file of them. */
const REST_MS = 2000;

/** Whether a run says that it has logged images by step. */
export function hasImages({ tags }: Pick<IWireRun, 'tags'>): boolean {
  return LOGGED_IMAGES in tags;
}

/** The images that some runs have logged by step, read while somebody sees them. */
export class MediaModel extends Observable implements IDetailPart {
  constructor(
    private readonly _client: IClient,
    ...runIds: readonly string[]
  ) {
    super();
    this._show(runIds);
  }

  get state(): LoadState {
    return this._state;
  }

  /** What a run has logged, by key, step and time; none as long as it is not read. */
  images(runId: string): readonly IWireImage[] {
    return this._images.get(runId) ?? [];
  }

  /** The address of one of the files. */
  url(runId: string, path: string): string {
    return this._client.fileUrl({ runId, modelId: null, path }, true);
  }

  /** Show the images of other runs; what is known already is not asked for again. */
  show(runIds: readonly string[]): void {
    this._show(runIds);
    void this._reading.request();
  }

  /** Tell whether anybody can see the images. */
  setShown(isShown: boolean): void {
    this._isShown = isShown;
    void this._reading.request();
  }

  /** Read again what the server says has changed; everything if it does not say what. */
  changedOnServer(changed?: ReadonlySet<string>): void {
    for (const runId of this._runIds) {
      if (changed?.has(runId) ?? true) {
        this._stale.add(runId);
      }
    }
    if (this._isShown) {
      void this._following.request();
    }
  }

  private _show(runIds: readonly string[]): void {
    this._runIds = runIds;
    for (const runId of runIds) {
      if (!this._images.has(runId)) {
        this._stale.add(runId);
      }
    }
  }

  private async _read(): Promise<void> {
    const runIds = this._runIds.filter(runId => this._stale.has(runId));
    if (!this._isShown || this.isDisposed || runIds.length === 0) {
      return;
    }
    try {
      await Promise.all(runIds.map(runId => this._readRun(runId)));
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private async _readRun(runId: string): Promise<void> {
    this._stale.delete(runId);
    const { images } = await this._client.images(runId);
    this._images.set(runId, images);
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private readonly _following = new Coalescer(
    () => this._reading.request(),
    REST_MS
  );
  private readonly _images = new Map<string, readonly IWireImage[]>();
  private readonly _stale = new Set<string>();
  private _runIds: readonly string[] = [];
  private _state: LoadState = LOADING;
  private _isShown = false;
}
