import type {
  IWireArtifact,
  IWireModelFolder,
  IWirePreview
} from '../api/artifactwire';
import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IArtifactPlace } from '../api/queries';
import { placeName } from './artifactplace';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** What is shown of a file, or of a folder: what lies in it, or the model that it is. */
export type ShownArtifact =
  | IWirePreview
  | { readonly kind: 'folder'; readonly files: readonly IWireArtifact[] }
  | { readonly kind: 'model'; readonly folder: IWireModelFolder };

const MODEL_FILE = 'MLmodel';

/** One file or folder that is looked at. */
export class PreviewModel extends Observable {
  constructor(
    private readonly _client: IClient,
    readonly place: IArtifactPlace,
    readonly isFolder: boolean,
    /** What it is called, where the path does not say. */
    readonly name: string = placeName(place)
  ) {
    super();
  }

  get state(): LoadState {
    return this._state;
  }

  get shown(): ShownArtifact | null {
    return this._shown;
  }

  /** The address of the bytes, those of a folder as a zip. */
  get downloadUrl(): string {
    return this.isFolder
      ? this._client.archiveUrl(this.place)
      : this._client.fileUrl(this.place);
  }

  /** The address of a file that is shown in place. */
  get inlineUrl(): string {
    const url = this._client.fileUrl(this.place, true);
    return this._edition > 0 ? `${url}&edition=${this._edition}` : url;
  }

  /** Read again what is shown: of a table the same page. What is shown by its address gets a new one. */
  async reload(): Promise<void> {
    this._edition += 1;
    await this.load(this._shown?.kind === 'table' ? this._shown.offset : 0);
  }

  /** The bytes of the file, for what shows them by itself. */
  readFile(): Promise<Blob> {
    return this._client.file(this.place);
  }

  /** Read it; of a table the page that begins with the row `offset`. */
  async load(offset = 0): Promise<void> {
    this._asked += 1;
    const asked = this._asked;
    // What is shown stays until the next page is there.
    this._state = LOADING;
    this.notify();
    try {
      const shown = this.isFolder
        ? await this._readFolder()
        : await this._client.preview(this.place, offset);
      if (asked === this._asked) {
        this._shown = shown;
        this._state = READY;
      }
    } catch (reason) {
      if (asked === this._asked) {
        this._state = failed(asTracksideError(reason));
      }
    }
    this.notify();
  }

  private async _readFolder(): Promise<ShownArtifact> {
    const { files } = await this._client.artifacts(this.place);
    const names = files.map(({ path }) =>
      path.slice(path.lastIndexOf('/') + 1)
    );
    return names.includes(MODEL_FILE)
      ? { kind: 'model', folder: await this._client.modelFolder(this.place) }
      : { kind: 'folder', files };
  }

  private _asked = 0;
  private _edition = 0;
  private _state: LoadState = LOADING;
  private _shown: ShownArtifact | null = null;
}
