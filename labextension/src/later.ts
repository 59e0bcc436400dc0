import type { TranslationBundle } from '@jupyterlab/translation';

/** Code, or what is made by it, that comes when it is first wanted: the start of Lab need not load it. */
export class Later<T> {
  /** @param _import - For instance `() => import('./compare')`. */
  constructor(private readonly _import: () => Promise<T>) {}

  /** Null until it has come. */
  get code(): T | null {
    return this._code;
  }

  /**
   * Load it once; what could not be loaded is tried again the next time.
   *
   * @throws Error with words for the user.
   */
  load(trans: TranslationBundle): Promise<T> {
    this._loading ??= this._import().then(
      code => (this._code = code),
      (cause: unknown) => {
        this._loading = null;
        const words = trans.__(
          'This part of Trackside could not be loaded. If the server runs, Trackside was updated: load the page again.'
        );
        throw new Error(words, { cause });
      }
    );
    return this._loading;
  }

  private _loading: Promise<T> | null = null;
  private _code: T | null = null;
}
