import { Observable } from './observable';

/** Runs that are pointed out for the moment, for instance by brushing in a chart. */
export class Highlight extends Observable {
  /** Null if none is pointed out, which is not the same as if all are. */
  get runIds(): ReadonlySet<string> | null {
    return this._runIds;
  }

  has(runId: string): boolean {
    return this._runIds?.has(runId) ?? false;
  }

  show(runIds: readonly string[] | null): void {
    if (runIds?.join() !== textOf(this._runIds)) {
      this._runIds = runIds && new Set(runIds);
      this.notify();
    }
  }

  private _runIds: ReadonlySet<string> | null = null;
}

function textOf(runIds: ReadonlySet<string> | null): string | undefined {
  return runIds ? [...runIds].join() : undefined;
}
