import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireDataset, IWireRun } from '../api/wire';
import type { IDetailPart } from './detail';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** What is known of the data that one run took in, read when somebody looks closer. */
export class DatasetCards extends Observable implements IDetailPart {
  constructor(
    private readonly _client: IClient,
    readonly runId: string
  ) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  /** One of the datasets; undefined as long as it is not read. */
  get(name: string, digest: string): IWireDataset | undefined {
    return this._cards.find(
      each => each.name === name && each.digest === digest
    );
  }

  /** Read what the run took in, unless that is known. A dataset never changes, but more may come. */
  async want({ datasets }: Pick<IWireRun, 'datasets'>): Promise<void> {
    if (datasets.length > this._asked) {
      this._asked = datasets.length;
      await this._read();
    }
  }

  /** Ask again after a failure. */
  async retry(): Promise<void> {
    this._state = LOADING;
    this.notify();
    await this._read();
  }

  /** Nothing: the run itself says when there are more. */
  changedOnServer(): void {}

  private async _read(): Promise<void> {
    try {
      this._cards = (await this._client.datasets(this.runId)).datasets;
      this._state = READY;
    } catch (reason) {
      this._state = failed(asTracksideError(reason));
    }
    this.notify();
  }

  private _state: LoadState = LOADING;
  private _asked = 0;
  private _cards: readonly IWireDataset[] = [];
}
