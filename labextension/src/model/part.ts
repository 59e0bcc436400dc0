import type { IDisposable } from '@lumino/disposable';

import type { IClient } from '../api/client';
import type { IWireNotice } from '../api/wire';
import type { Kept } from './kept';
import type { Navigation } from './navigation';
import type { RunsModel } from './runs';

/** What a part is made of. */
export interface IWhole {
  readonly client: IClient;
  readonly navigation: Navigation;
  readonly runs: RunsModel;
  /** What was chosen in the compare tab. */
  readonly keptComparison: Kept;
}

/** A part of the state that its view brings along, so that Lab's start need not load it. */
export interface IPart extends IDisposable {
  /** Something in the store changed; anything may have if it is not said what. */
  changedOnServer(notice?: IWireNotice): Promise<void>;
}

/** Makes a part. */
export type Part<T extends IPart> = new (whole: IWhole) => T;

/** The parts that views have brought along so far. */
export class Parts implements IDisposable {
  constructor(private readonly _whole: IWhole) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** A part, made when it is first asked for. */
  get<T extends IPart>(Kind: Part<T>): T {
    const known = this._parts.get(Kind) as T | undefined;
    const part = known ?? new Kind(this._whole);
    this._parts.set(Kind, part);
    return part;
  }

  /** Tell all of them. */
  async changedOnServer(notice?: IWireNotice): Promise<void> {
    const parts = [...this._parts.values()];
    await Promise.all(parts.map(part => part.changedOnServer(notice)));
  }

  dispose(): void {
    this._isDisposed = true;
    for (const part of this._parts.values()) {
      part.dispose();
    }
    this._parts.clear();
  }

  private readonly _parts = new Map<Part<IPart>, IPart>();
  private _isDisposed = false;
}
