import { Observable } from './observable';
import { type ExtensionTabId, RunTabs } from './runtabs';

/** A registered model that the user is led to, or one of its versions. */
export interface ISoughtModel {
  readonly name: string;
  readonly version: string | null;
}

/** What the panel shows. */
export type View =
  | { readonly kind: 'runs' }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly name: string }
  | {
      readonly kind: 'version';
      readonly name: string;
      readonly version: string;
    }
  | {
      readonly kind: 'versions';
      readonly name: string;
      readonly versions: readonly string[];
    }
  | { readonly kind: 'run'; readonly runId: string };

/** The tabs of a run: our own, and those of extensions. */
export type RunTab =
  'overview' | 'metrics' | 'media' | 'artifacts' | 'source' | ExtensionTabId;

/** Where the user is in the panel, and the way back. */
export class Navigation extends Observable {
  constructor() {
    super();
    this.runTabs.changed.connect(this.notify, this);
  }

  /** What extensions add to the detail of a run. */
  readonly runTabs = new RunTabs();

  get view(): View {
    return this._trail[this._trail.length - 1] ?? { kind: 'runs' };
  }

  get canGoBack(): boolean {
    return this._trail.length > 1;
  }

  /** The tab of the run that is shown. */
  get runTab(): RunTab {
    const tab = this._runTab;
    // An extension may take its tab away while it is looked at.
    const isGone = isExtensionTab(tab) && !this.runTabs.get(tab);
    return isGone ? 'overview' : tab;
  }

  /** Go to one of the top tabs, which have no way back. */
  goTop(kind: 'runs' | 'models'): void {
    this._trail = [{ kind }];
    this._lastRunId = null;
    this.notify();
  }

  /** Go to a registered model or one of its versions; the way back leads to the model and to all. */
  goToModel({ name, version }: ISoughtModel): void {
    this._trail = [{ kind: 'models' }, { kind: 'model', name }];
    if (version !== null) {
      this._trail = [...this._trail, { kind: 'version', name, version }];
    }
    this._lastRunId = null;
    this.notify();
  }

  /** Look at versions of a model side by side. */
  compareVersions(name: string, versions: readonly string[]): void {
    this.goToModel({ name, version: null });
    this._trail = [...this._trail, { kind: 'versions', name, versions }];
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

  override dispose(): void {
    this.runTabs.dispose();
    super.dispose();
  }

  private _trail: readonly View[] = [{ kind: 'runs' }];
  private _lastRunId: string | null = null;
  private _runTab: RunTab = 'overview';
}

function isExtensionTab(tab: RunTab): tab is ExtensionTabId {
  return tab.includes(':');
}
