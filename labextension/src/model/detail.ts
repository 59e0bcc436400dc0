import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type {
  IWireModelVersion,
  IWireRegister,
  IWireRun,
  IWireRunDetail,
  IWirePatch
} from '../api/wire';
import { ArtifactsModel } from './artifacts';
import { Coalescer } from './coalescer';
import { HistoryModel } from './history';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** MLflow's tag for the note on a run. */
const DESCRIPTION_TAG = 'mlflow.note.content';

/** What a model of the run is registered as. */
export type IRegistration = Omit<IWireRegister, 'run_id'>;

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
    this.artifacts = new ArtifactsModel(_client, runId);
  }

  readonly history: HistoryModel;
  readonly artifacts: ArtifactsModel;

  get state(): LoadState {
    return this._state;
  }

  get run(): IWireRun | undefined {
    return this._detail?.run ?? this._known;
  }

  get detail(): IWireRunDetail | null {
    return this._detail;
  }

  /** Read the run again, and its open chart. */
  async refresh(): Promise<void> {
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
    this.artifacts.dispose();
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
  private readonly _known: IWireRun | undefined;
  private _state: LoadState = LOADING;
  private _detail: IWireRunDetail | null = null;
}
