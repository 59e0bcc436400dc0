import { Observable } from './observable';

/** A registered model that the user is led to, or one of its versions. */
export interface ISoughtModel {
  readonly name: string;
  readonly version: string | null;
}

/** What the panel shows. */
export type View =
  | { readonly kind: 'runs' }
  | { readonly kind: 'models'; readonly sought?: ISoughtModel }
  | { readonly kind: 'compare' }
  | { readonly kind: 'run'; readonly runId: string };

/** The tabs of a run. */
export type RunTab = 'overview' | 'metrics' | 'artifacts' | 'source';

/** Where the user is in the panel, and the way back. */
export class Navigation extends Observable {
  get view(): View {
    return this._trail[this._trail.length - 1] ?? { kind: 'runs' };
  }

  get canGoBack(): boolean {
    return this._trail.length > 1;
  }

  /** The tab of the run that is shown. */
  get runTab(): RunTab {
    return this._runTab;
  }

  /** Go to one of the top tabs, which have no way back. */
  goTop(kind: 'runs' | 'models'): void {
    this._trail = [{ kind }];
    this._lastRunId = null;
    this.notify();
  }

  /** Go to the models, and there to one of them. */
  goToModel(sought: ISoughtModel): void {
    this._trail = [{ kind: 'models', sought }];
    this._lastRunId = null;
    this.notify();
  }

  /** Open a run on top of what is shown. */
  openRun(runId: string, tab: RunTab = 'overview'): void {
    const { view } = this;
    this._runTab = tab;
    this._lastRunId = runId;
    if (view.kind === 'run') {
      this._trail = this._trail.slice(0, -1);
    }
    this._trail = [...this._trail, { kind: 'run', runId }];
    this.notify();
  }

  openCompare(): void {
    if (this.view.kind !== 'compare') {
      this._trail = [...this._trail, { kind: 'compare' }];
      this.notify();
    }
  }

  /** The run that was opened last, where the keyboard returns to. */
  get lastRunId(): string | null {
    return this._lastRunId;
  }

  setRunTab(tab: RunTab): void {
    this._runTab = tab;
    this.notify();
  }

  /** @param lastRunId - Where the keyboard returns to, if not to the run that was opened. */
  back(lastRunId = this._lastRunId): void {
    if (this.canGoBack) {
      this._lastRunId = lastRunId;
      this._trail = this._trail.slice(0, -1);
      this._runTab = 'overview';
      this.notify();
    }
  }

  private _trail: readonly View[] = [{ kind: 'runs' }];
  private _lastRunId: string | null = null;
  private _runTab: RunTab = 'overview';
}
