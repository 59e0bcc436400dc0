import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

/** What a view can watch: a version that grows, and a signal that says so. */
export interface IObservable {
  readonly changed: ISignal<IObservable, void>;
  readonly version: number;
}

/** A piece of state without DOM. */
export abstract class Observable implements IObservable, IDisposable {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get version(): number {
    return this._version;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  /** Tell the views that something is different now. */
  protected notify(): void {
    if (!this._isDisposed) {
      this._version += 1;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _version = 0;
  private _isDisposed = false;
}
