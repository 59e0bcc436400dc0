import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IWireArtifact, IWirePreview } from '../api/wire';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';

/** A folder of a run, read when it is opened. */
export interface IFolder {
  readonly state: LoadState;
  readonly files: readonly IWireArtifact[];
}

/** A line of the artifact tree. */
export interface IArtifactLine {
  readonly file: IWireArtifact;
  readonly depth: number;
  readonly isOpen: boolean;
}

/** The preview of the chosen file. */
export interface IShownPreview {
  readonly path: string;
  readonly state: LoadState;
  readonly preview: IWirePreview | null;
}

/** The artifacts of one run: a tree whose folders load when they are opened, and one preview. */
export class ArtifactsModel extends Observable {
  constructor(
    private readonly _client: IClient,
    readonly runId: string
  ) {
    super();
  }

  /** The root folder; undefined until it is asked for. */
  get root(): IFolder | undefined {
    return this._folders.get('');
  }

  get shown(): IShownPreview | null {
    return this._shown;
  }

  folder(path: string): IFolder | undefined {
    return this._folders.get(path);
  }

  /** The visible lines of the tree, from top to bottom. */
  get lines(): readonly IArtifactLine[] {
    return this._linesOf('', 0);
  }

  fileUrl(path: string, inline = false): string {
    return this._client.fileUrl(this.runId, path, inline);
  }

  /** Read the root, once. */
  async load(): Promise<void> {
    if (!this._folders.has('')) {
      await this._read('');
    }
  }

  /** Read all open folders again. */
  async refresh(): Promise<void> {
    await Promise.all(['', ...this._open].map(path => this._read(path)));
  }

  /** Open or close a folder. */
  async toggle(path: string): Promise<void> {
    if (this._open.delete(path)) {
      this.notify();
      return;
    }
    this._open.add(path);
    await this._read(path);
  }

  /** Show a file below the tree; null closes it. */
  async show(path: string | null): Promise<void> {
    if (path === null) {
      this._setShown(null);
      return;
    }
    this._setShown({ path, state: LOADING, preview: null });
    try {
      const preview = await this._client.preview(this.runId, path);
      if (this._isShown(path)) {
        this._setShown({ path, state: READY, preview });
      }
    } catch (reason) {
      if (this._isShown(path)) {
        const state = failed(asTracksideError(reason));
        this._setShown({ path, state, preview: null });
      }
    }
  }

  private _isShown(path: string): boolean {
    return this._shown?.path === path;
  }

  private _linesOf(path: string, depth: number): readonly IArtifactLine[] {
    const files = this._folders.get(path)?.files ?? [];
    return files.flatMap(file => {
      const isOpen = file.is_dir && this._open.has(file.path);
      const line = { file, depth, isOpen };
      return isOpen ? [line, ...this._linesOf(file.path, depth + 1)] : [line];
    });
  }

  private async _read(path: string): Promise<void> {
    const before = this._folders.get(path)?.files ?? [];
    this._setFolder(path, { state: LOADING, files: before });
    try {
      const { files } = await this._client.artifacts(this.runId, path);
      this._setFolder(path, { state: READY, files });
    } catch (reason) {
      const state = failed(asTracksideError(reason));
      this._setFolder(path, { state, files: before });
    }
  }

  private _setFolder(path: string, folder: IFolder): void {
    this._folders.set(path, folder);
    this.notify();
  }

  private _setShown(shown: IShownPreview | null): void {
    this._shown = shown;
    this.notify();
  }

  private readonly _folders = new Map<string, IFolder>();
  private readonly _open = new Set<string>();
  private _shown: IShownPreview | null = null;
}
