import type { IWireArtifact, IWireLoggedModel } from '../api/artifactwire';
import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { IArtifactPlace } from '../api/queries';
import {
  isWithin,
  parentPlace,
  placeKey,
  placeName,
  runRoot
} from './artifactplace';
import { Coalescer } from './coalescer';
import type { IDetailPart } from './detail';
import { failed, LOADING, type LoadState, READY } from './loadstate';
import { Observable } from './observable';
import { PreviewModel } from './preview';

/** A running run may change many times a second, and folders may lie far away. */
const REST_MS = 1000;

/** A folder of a run, read when it is opened. */
export interface IFolder {
  readonly state: LoadState;
  readonly files: readonly IWireArtifact[];
}

/** A line of the artifact tree. */
export interface IArtifactLine {
  readonly place: IArtifactPlace;
  readonly name: string;
  readonly isFolder: boolean;
  /** In bytes; null where it is not known. */
  readonly size: number | null;
  readonly depth: number;
  readonly isOpen: boolean;
  /** The logged model that the line is, if it is one. */
  readonly model: IWireLoggedModel | null;
}

/** The artifacts of one run and of the models that it made: a tree whose folders load when they are opened, and one preview. */
export class ArtifactsModel extends Observable implements IDetailPart {
  constructor(
    private readonly _client: IClient,
    readonly runId: string
  ) {
    super();
  }

  /** Everything among the run's own artifacts. */
  get rootPlace(): IArtifactPlace {
    return runRoot(this.runId);
  }

  /** The root folder; undefined until it is asked for. */
  get root(): IFolder | undefined {
    return this.folder(this.rootPlace);
  }

  /** What is looked at. */
  get shown(): PreviewModel | null {
    return this._shown;
  }

  folder(place: IArtifactPlace): IFolder | undefined {
    return this._folders.get(placeKey(place));
  }

  /** The visible lines of the run's own files, from top to bottom. */
  get lines(): readonly IArtifactLine[] {
    return this._linesIn(this.rootPlace, 0);
  }

  /** The visible lines of the models that the run made, from top to bottom. */
  get modelLines(): readonly IArtifactLine[] {
    return this._models.flatMap(model => {
      const { model_id: modelId, name } = model;
      const place = { runId: this.runId, modelId, path: '' };
      return this._withInside({
        place,
        name,
        isFolder: true,
        size: null,
        depth: 0,
        isOpen: this._isOpen(place),
        model
      });
    });
  }

  /** The address of all of the run's own files as a zip. */
  get archiveUrl(): string {
    return this._client.archiveUrl(this.rootPlace);
  }

  /** Tell whether anybody can see the files: they are read when one can, and kept up to date then. */
  setShown(isShown: boolean): void {
    this._isShown = isShown;
    void this._follow();
  }

  /** Read again what is seen, since files may have come or gone. */
  changedOnServer(): void {
    this._isOutdated = true;
    if (this._isShown) {
      void this._following.request();
    }
  }

  /** Read all open folders again, and what is shown if they tell that it changed. */
  async refresh(): Promise<void> {
    this._isOutdated = false;
    const shown = this._shown;
    const before = shown && this._told(shown.place);
    const places = [this.rootPlace, ...this._open.values()];
    await Promise.all(places.map(place => this._read(place)));
    if (shown && shown === this._shown && before !== this._told(shown.place)) {
      await shown.reload();
    }
  }

  /** Open a folder in the tree. */
  async unfold({ place }: IArtifactLine): Promise<void> {
    this._open.set(placeKey(place), place);
    await this._read(place);
  }

  /** Close a folder, and what is shown of it. */
  fold({ place }: IArtifactLine): void {
    this._open.delete(placeKey(place));
    if (this._shown && isWithin(this._shown.place, place)) {
      this._show(null);
    }
    this.notify();
  }

  /** Show a file; open a folder and show it, or close it. */
  async choose(line: IArtifactLine): Promise<void> {
    const { place, isFolder, isOpen, name } = line;
    if (isOpen) {
      this.fold(line);
      return;
    }
    const preview = new PreviewModel(this._client, place, isFolder, name);
    this._show(preview);
    await Promise.all([
      preview.load(),
      isFolder ? this.unfold(line) : undefined
    ]);
  }

  /** Show nothing more. */
  close(): void {
    this._show(null);
  }

  /** Delete a file, a folder or a logged model for good. */
  async delete(place: IArtifactPlace): Promise<void> {
    await this._client.deleteArtifact(place);
    for (const [key, open] of this._open) {
      if (isWithin(open, place)) {
        this._open.delete(key);
      }
    }
    if (this._shown && isWithin(this._shown.place, place)) {
      this._show(null);
    }
    await this.refresh();
  }

  override dispose(): void {
    this._shown?.dispose();
    super.dispose();
  }

  private _isOpen(place: IArtifactPlace): boolean {
    return this._open.has(placeKey(place));
  }

  private _linesIn(
    folder: IArtifactPlace,
    depth: number
  ): readonly IArtifactLine[] {
    const files = this.folder(folder)?.files ?? [];
    return files.flatMap(({ path, is_dir: isFolder, file_size: size }) => {
      const place = { ...folder, path };
      const isOpen = isFolder && this._isOpen(place);
      const name = placeName(place);
      return this._withInside({
        place,
        name,
        isFolder,
        size,
        depth,
        isOpen,
        model: null
      });
    });
  }

  private _withInside(line: IArtifactLine): readonly IArtifactLine[] {
    const { place, depth, isOpen } = line;
    return isOpen ? [line, ...this._linesIn(place, depth + 1)] : [line];
  }

  private async _follow(): Promise<void> {
    if (this._isShown && this._isOutdated && !this.isDisposed) {
      await this.refresh();
    }
  }

  /** What the folders that are read tell of a file or folder. */
  private _told(place: IArtifactPlace): string {
    const isKnown = ({ path }: IWireArtifact): boolean => path === place.path;
    const files =
      this.folder(place)?.files ??
      this.folder(parentPlace(place))?.files.filter(isKnown) ??
      [];
    return JSON.stringify(files);
  }

  private async _read(place: IArtifactPlace): Promise<void> {
    const before = this.folder(place)?.files ?? [];
    this._setFolder(place, { state: LOADING, files: before });
    try {
      const { files, models } = await this._client.artifacts(place);
      if (placeKey(place) === '') {
        this._models = models;
      }
      this._setFolder(place, { state: READY, files });
    } catch (reason) {
      const state = failed(asTracksideError(reason));
      this._setFolder(place, { state, files: before });
    }
  }

  private _setFolder(place: IArtifactPlace, folder: IFolder): void {
    this._folders.set(placeKey(place), folder);
    this.notify();
  }

  private _show(preview: PreviewModel | null): void {
    this._shown?.dispose();
    this._shown = preview;
    this.notify();
  }

  private readonly _following = new Coalescer(() => this._follow(), REST_MS);
  private readonly _folders = new Map<string, IFolder>();
  private readonly _open = new Map<string, IArtifactPlace>();
  private _models: readonly IWireLoggedModel[] = [];
  private _shown: PreviewModel | null = null;
  private _isShown = false;
  private _isOutdated = true;
}
