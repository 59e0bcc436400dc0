import { Observable } from './observable';

/** The run that the pointer or the keyboard is on, in the list or in a legend. */
export class Pointing extends Observable {
  get runId(): string | null {
    return this._runId;
  }

  point(runId: string | null): void {
    if (runId !== this._runId) {
      this._runId = runId;
      this.notify();
    }
  }

  private _runId: string | null = null;
}
