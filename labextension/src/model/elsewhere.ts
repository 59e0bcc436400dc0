import type { IWireNotice } from '../api/wire';

/** Runs that are logged outside of a notebook's experiment: a new one may be the notebook's, gone elsewhere. */
export class Elsewhere {
  /** True if a notice names runs of other experiments that none has named before. */
  isNews({ runs }: IWireNotice, experimentId: string | undefined): boolean {
    const elsewhere = Object.entries(runs)
      .filter(([id]) => id !== experimentId)
      .flatMap(([, runIds]) => runIds);
    const isNews = elsewhere.some(runId => !this._seen.has(runId));
    elsewhere.forEach(runId => this._seen.add(runId));
    return isNews;
  }

  clear(): void {
    this._seen.clear();
  }

  private readonly _seen = new Set<string>();
}
