import type { IClient, LifecycleStage } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireExperimentUse } from '../api/wire';
import { failed, IDLE, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** Experiments that one request asks for. */
export const EXPERIMENT_PAGE = 100;

/** The most that the server answers at once. */
const MOST = 1000;

/** The experiments of one stage that have a text in their name, as far as they were asked for. */
export class ExperimentPages extends Observable {
  constructor(
    private readonly _client: IClient,
    private readonly _stage: LifecycleStage
  ) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  /** The one used last first. */
  get experiments(): readonly IWireExperimentUse[] {
    return this._experiments;
  }

  get hasMore(): boolean {
    return this._nextPageToken !== null;
  }

  /** List those with `name` in their name. */
  search(name: string): Promise<void> {
    this._name = name;
    return this._read(EXPERIMENT_PAGE);
  }

  /** Read again what is listed. */
  refresh(): Promise<void> {
    const { length } = this._experiments;
    return this._read(Math.min(Math.max(length, EXPERIMENT_PAGE), MOST));
  }

  async loadMore(): Promise<void> {
    const pageToken = this._nextPageToken;
    if (pageToken !== null) {
      await this._read(EXPERIMENT_PAGE, pageToken);
    }
  }

  private async _read(limit: number, pageToken?: string): Promise<void> {
    this._asked += 1;
    const asked = this._asked;
    if (this._state.kind !== 'ready') {
      this._setState(LOADING);
    }
    try {
      const page = await this._client.experiments({
        stage: this._stage,
        name: this._name,
        limit,
        pageToken
      });
      if (asked === this._asked) {
        const before = pageToken === undefined ? [] : this._experiments;
        this._experiments = [...before, ...page.experiments];
        this._nextPageToken = page.next_page_token;
        this._setState(READY);
      }
    } catch (reason) {
      if (asked === this._asked) {
        this._setState(failed(asTracksideError(reason)));
      }
    }
  }

  private _setState(state: LoadState): void {
    this._state = state;
    this.notify();
  }

  private _asked = 0;
  private _name = '';
  private _state: LoadState = IDLE;
  private _experiments: readonly IWireExperimentUse[] = [];
  private _nextPageToken: string | null = null;
}
