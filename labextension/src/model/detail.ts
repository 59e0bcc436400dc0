import type { IDisposable } from '@lumino/disposable';

import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type {
  IWireModelVersion,
  IWireRegister,
  IWireRun,
  IWireRunDetail,
  IWirePatch
} from '../api/wire';
import { Coalescer } from './coalescer';
import { HistoryModel } from './history';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** MLflow's tag for the note on a run. */
const DESCRIPTION_TAG = 'mlflow.note.content';

/** What a model of the run is registered as. */
export type IRegistration = Omit<IWireRegister, 'run_id'>;

/** A part of a run that the view of it brings along, so that Lab's start need not load it. */
export interface IDetailPart extends IDisposable {
  /** Something about the run changed. */
  changedOnServer(): void;
}

/** Makes a part of a run. */
export type DetailPart<T extends IDetailPart> = new (
  client: IClient,
  runId: string
) => T;

/** Everything about the run that is open. */
export class DetailModel extends Observable {
  /**
   * @param known - The row of the list, to be shown until the detail has come.
   */
  constructor(
    private readonly _client: IClient,
    readonly runId: string,
    known: IWireRun | undefined
  ) {
    super();
    this._known = known;
    this.history = new HistoryModel(_client);
  }

  readonly history: HistoryModel;

  get state(): LoadState {
    return this._state;
  }

  get run(): IWireRun | undefined {
    return this._detail?.run ?? this._known;
  }

  get detail(): IWireRunDetail | null {
    return this._detail;
  }

  /** A part of the run, made when it is first asked for. */
  part<T extends IDetailPart>(Part: DetailPart<T>): T {
    const known = this._parts.get(Part) as T | undefined;
    const part = known ?? new Part(this._client, this.runId);
    this._parts.set(Part, part);
    return part;
  }

  /** Read the run again, its open chart and what is seen of its parts. */
  async refresh(): Promise<void> {
    for (const part of this._parts.values()) {
      part.changedOnServer();
    }
    const history = this.history.key === null ? [] : [this.history.refresh()];
    await Promise.all([this._reading.request(), ...history]);
  }

  /** Note something about the run; an empty note is none. */
  describe(text: string): Promise<void> {
    return this.patch({ tags: { [DESCRIPTION_TAG]: text || null } });
  }

  /** Change name or tags. */
  async patch(patch: IWirePatch): Promise<void> {
    this._detail = await this._client.patchRun(this.runId, patch);
    this.notify();
  }

  /** Register a model that the run logged. */
  async register(registration: IRegistration): Promise<IWireModelVersion> {
    const version = await this._client.register({
      ...registration,
      run_id: this.runId
    });
    await this.refresh();
    return version;
  }

  override dispose(): void {
    this.history.dispose();
    for (const part of this._parts.values()) {
      part.dispose();
    }
    super.dispose();
  }

  private async _read(): Promise<void> {
    if (this.isDisposed) {
      return;
    }
    try {
      this._detail = await this._client.run(this.runId);
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private readonly _reading = new Coalescer(() => this._read());
  private readonly _parts = new Map<DetailPart<IDetailPart>, IDetailPart>();
  private readonly _known: IWireRun | undefined;
  private _state: LoadState = LOADING;
  private _detail: IWireRunDetail | null = null;
}
