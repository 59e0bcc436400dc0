import type { IClient } from '../api/client';
import { asTracksideError, type TracksideError } from '../api/error';
import type { ConnectionState, IFeed, IFeedNotice } from '../api/feed';
import type { IWireExperiment, IWireNotice, IWireRun } from '../api/wire';
import { DetailModel } from './detail';
import { HistoryModel } from './history';
import { MetricColumns } from './metriccolumns';
import { Navigation } from './navigation';
import { NotebookModel } from './notebook';
import { Observable } from './observable';
import { RegistryModel } from './registry';
import { RunsModel } from './runs';
import { SelectionModel } from './selection';

/** Whether there is a server part, and whether its store answers. */
export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: TracksideError };

/** All state of the front-end: the parts, and how a notice from the server reaches each of them. */
export class TracksideModel extends Observable {
  constructor(
    readonly client: IClient,
    private readonly _feed: IFeed
  ) {
    super();
    this.runs = new RunsModel(client);
    this.registry = new RegistryModel(client);
    this.notebook = new NotebookModel(client);
    this.comparison = new HistoryModel(client);
    _feed.noticed.connect(this._onNotice, this);
    _feed.stateChanged.connect(this.notify, this);
    this.notebook.changed.connect(this._onNotebook, this);
    this.navigation.changed.connect(this._onNavigation, this);
    this.runs.changed.connect(this._onRuns, this);
  }

  readonly runs: RunsModel;
  readonly registry: RegistryModel;
  readonly notebook: NotebookModel;
  /** The histories in the compare view. */
  readonly comparison: HistoryModel;
  readonly navigation = new Navigation();
  readonly selection = new SelectionModel();
  readonly metricColumns = new MetricColumns();

  get server(): ServerState {
    return this._server;
  }

  get connection(): ConnectionState {
    return this._feed.state;
  }

  /** The experiment whose runs are listed. */
  get experiment(): IWireExperiment | null {
    return this._picked ?? this.notebook.resolved?.experiment ?? null;
  }

  /** True if the user looks at another experiment than the notebook's. */
  get isPicked(): boolean {
    return this._picked !== null;
  }

  /** Experiments of the store, the newest first; read for the empty states. */
  get experiments(): readonly IWireExperiment[] {
    return this._experiments;
  }

  /** The run that is open in the panel. */
  get detail(): DetailModel | null {
    return this._detail;
  }

  /** The run that is logging now, the newest if there are several. */
  get activeRun(): IWireRun | null {
    return this.runs.running[0] ?? null;
  }

  /** Look for the server part, and listen to it once it is there. */
  async start(): Promise<void> {
    try {
      await this.client.status();
    } catch (reason) {
      this._fail(asTracksideError(reason));
      return;
    }
    this._server = { kind: 'ready' };
    this.notify();
    this._feed.open();
    const isResolved = this.notebook.state.kind === 'ready';
    await Promise.all([
      isResolved ? undefined : this.notebook.resolve(),
      this.loadExperiments()
    ]);
  }

  /** Read again what is shown. */
  async refresh(): Promise<void> {
    if (this._server.kind !== 'ready') {
      await this.start();
      return;
    }
    this._feed.retry();
    await Promise.all([
      this.notebook.resolve(),
      this.loadExperiments(),
      this.runs.reload(),
      this.registry.changedOnServer(),
      this._detail?.refresh(),
      this.comparison.refresh()
    ]);
  }

  /** Look at an experiment; null goes back to the notebook's. */
  pick(experiment: IWireExperiment | null): void {
    this._picked = experiment;
    this.navigation.goTop('runs');
    this._showExperiment();
    this.notify();
  }

  /** Delete a run and leave its detail for the row beside its own; it can be restored. */
  async deleteRun(runId: string): Promise<void> {
    const { runs, navigation } = this;
    const place = runs.ordered.findIndex(run => run.run_id === runId);
    const beside = runs.ordered[place + 1] ?? runs.ordered[place - 1];
    const patch = { lifecycle_stage: 'deleted' } as const;
    const { revision } = await this.client.patchRun(runId, patch);
    await runs.catchUp(revision);
    const { view } = navigation;
    if (view.kind === 'run' && view.runId === runId) {
      navigation.back(beside?.run_id ?? null);
    }
  }

  /** Take a deleted run back. */
  async restoreRun(runId: string): Promise<void> {
    await this.client.patchRun(runId, { lifecycle_stage: 'active' });
  }

  /** Read the list of experiments. */
  async loadExperiments(): Promise<void> {
    try {
      this._experiments = (await this.client.experiments()).experiments;
      this.notify();
    } catch {
      // The list only offers places to go to: without it there are none to offer.
      this._experiments = [];
    }
  }

  override dispose(): void {
    this._feed.dispose();
    this._detail?.dispose();
    for (const part of [
      this.runs,
      this.registry,
      this.notebook,
      this.comparison,
      this.navigation,
      this.selection,
      this.metricColumns
    ]) {
      part.dispose();
    }
    super.dispose();
  }

  private _fail(error: TracksideError): void {
    this._server =
      error.kind === 'missing'
        ? { kind: 'missing' }
        : { kind: 'failed', error };
    this.notify();
  }

  private _onNotice(_: IFeed, { notice, isFirst }: IFeedNotice): void {
    const shown = this.runs.experimentId;
    if (shown !== null && (isFirst || notice.runs[shown])) {
      void this.runs.catchUp(notice.revision);
    }
    if (this._concernsNotebook(notice, isFirst)) {
      void this.notebook.resolve();
    }
    if (isFirst || notice.experiments.length > 0) {
      void this.loadExperiments();
    }
    if (isFirst || notice.registry) {
      void this.registry.changedOnServer();
    }
    const changed = new Set(Object.values(notice.runs).flat());
    this._refreshOpen(changed, isFirst, notice.registry);
  }

  private _refreshOpen(
    changed: ReadonlySet<string>,
    isFirst: boolean,
    registry: boolean
  ): void {
    const detail = this._detail;
    if (detail && (isFirst || registry || changed.has(detail.runId))) {
      void detail.refresh();
    }
    const isCompared = this.navigation.view.kind === 'compare';
    const compared = this.comparison.runIds;
    if (isCompared && (isFirst || compared.some(id => changed.has(id)))) {
      void this.comparison.refresh();
    }
  }

  /** A notebook may log into an experiment that it did not log into before. */
  private _concernsNotebook(notice: IWireNotice, isFirst: boolean): boolean {
    const own = this.notebook.resolved?.experiment?.experiment_id;
    const elsewhere = Object.entries(notice.runs)
      .filter(([experimentId]) => experimentId !== own)
      .flatMap(([, runIds]) => runIds);
    const isNews = elsewhere.some(runId => !this._seenElsewhere.has(runId));
    elsewhere.forEach(runId => this._seenElsewhere.add(runId));
    return (
      isFirst || own === undefined || notice.experiments.length > 0 || isNews
    );
  }

  private _onNotebook(): void {
    const { path } = this.notebook;
    if (path !== this._followed) {
      this._followed = path;
      this._picked = null;
      this._seenElsewhere.clear();
      this.navigation.goTop('runs');
    }
    this._showExperiment();
    this.notify();
  }

  private _showExperiment(): void {
    const experimentId = this.experiment?.experiment_id ?? null;
    const isResolving = !this._picked && this.notebook.state.kind === 'loading';
    if (!isResolving && experimentId !== this.runs.experimentId) {
      // First the runs: who listens must not take the clearing for the user's wish.
      void this.runs.show(experimentId);
      this.selection.replace([]);
      this.metricColumns.replace(null);
    }
  }

  private _onRuns(): void {
    if (this.runs.state.kind === 'ready' && !this.runs.hasMore) {
      this.selection.keepOnly(runId => this.runs.get(runId) !== undefined);
    }
  }

  private _onNavigation(): void {
    const { view } = this.navigation;
    const runId = view.kind === 'run' ? view.runId : null;
    if (view.kind === 'models') {
      void this.registry.load();
    }
    if (runId === (this._detail?.runId ?? null)) {
      return;
    }
    this._detail?.dispose();
    this._detail =
      runId === null
        ? null
        : new DetailModel(this.client, runId, this.runs.get(runId));
    void this._detail?.refresh();
    this.notify();
  }

  private readonly _seenElsewhere = new Set<string>();
  private _server: ServerState = { kind: 'starting' };
  private _experiments: readonly IWireExperiment[] = [];
  private _picked: IWireExperiment | null = null;
  private _followed: string | null = null;
  private _detail: DetailModel | null = null;
}
