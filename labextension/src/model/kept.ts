import { Observable } from './observable';

/** What is remembered for a part that is loaded later: only the part understands it. */
export class Kept extends Observable {
  /** Null until something was kept. */
  get value(): unknown {
    return this._value;
  }

  keep(value: unknown): void {
    this._value = value;
    this.notify();
  }

  private _value: unknown = null;
}
