import type { IClient } from '../api/client';
import { asTracksideError } from '../api/error';
import type { ConnectionState, IFeed, IFeedNotice } from '../api/feed';
import type {
  IWireExperiment,
  IWireExperimentUse,
  IWireNotice,
  IWirePatch,
  IWireRun
} from '../api/wire';
import { ColumnModel } from './columnmodel';
import { Elsewhere } from './elsewhere';
import { ExperimentChoice } from './experimentchoice';
import { Highlight } from './highlight';
import { Kept } from './kept';
import { Navigation } from './navigation';
import { NotebookModel } from './notebook';
import { Observable } from './observable';
import { type IPart, type IWhole, type Part, Parts } from './part';
import { Pointing } from './pointing';
import { baselineOf, RunActions } from './runactions';
import { RowState } from './rowstate';
import { RunsModel } from './runs';
import { SelectionModel } from './selection';
import type { ServerState } from './serverstate';
import { Sparklines } from './sparklines';

/** All state of the front-end: the parts, and how a notice from the server reaches each of them. */
export class TracksideModel extends Observable implements IWhole {
  constructor(
    readonly client: IClient,
    readonly feed: IFeed
  ) {
    super();
    this._choice = new ExperimentChoice(client);
    this.runs = new RunsModel(client);
    this.notebook = new NotebookModel(client);
    this.sparklines = new Sparklines(client);
    this.actions = new RunActions(client, this.runs);
    feed.noticed.connect(this._onNotice, this);
    feed.stateChanged.connect(this.notify, this);
    this.notebook.changed.connect(this._onNotebook, this);
    this.runs.changed.connect(this._onRuns, this);
  }

  readonly runs: RunsModel;
  readonly notebook: NotebookModel;
  readonly keptComparison = new Kept();
  readonly navigation = new Navigation();
  readonly selection = new SelectionModel();
  readonly highlight = new Highlight();
  readonly pointing = new Pointing();
  readonly columns = new ColumnModel();
  readonly rows = new RowState();
  readonly sparklines: Sparklines;
  readonly actions: RunActions;

  get server(): ServerState {
    return this._server;
  }

  get connection(): ConnectionState {
    return this.feed.state;
  }

  /** The experiment whose runs are listed; null if there is none, and if they are several. */
  get experiment(): IWireExperiment | null {
    return this.shown.length === 1 ? (this.shown[0] ?? null) : null;
  }

  /** The experiments whose runs are listed. */
  get shown(): readonly IWireExperiment[] {
    const own = this.notebook.resolved?.experiment;
    return this.isPicked ? this._choice.picked : own ? [own] : [];
  }

  /** True if the user looks at other experiments than the notebook's. */
  get isPicked(): boolean {
    return this._choice.picked.length > 0;
  }

  /** A few experiments of the store, the one used last first. */
  get experiments(): readonly IWireExperimentUse[] {
    return this._choice.recent;
  }

  /** The run that the others of the experiment are compared to. */
  get baseline(): IWireRun | null {
    return this.runs.get(baselineOf(this.experiment) ?? '') ?? null;
  }

  /** The run that is logging now, the newest if there are several. */
  get activeRun(): IWireRun | null {
    return this.runs.running[0] ?? null;
  }

  /** A part that is not loaded before its view, which asks for it. */
  part<T extends IPart>(Kind: Part<T>): T {
    return this._parts.get(Kind);
  }

  /** Look for the server part, and listen to it once it is there. */
  async start(): Promise<void> {
    try {
      await this.client.status();
    } catch (reason) {
      const error = asTracksideError(reason);
      const isMissing = error.kind === 'missing';
      this._server = isMissing
        ? { kind: 'missing' }
        : { kind: 'failed', error };
      this.notify();
      return;
    }
    this._server = { kind: 'ready' };
    this.notify();
    this.feed.open();
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
    this.feed.retry();
    await Promise.all([
      this.notebook.resolve(),
      this.loadExperiments(),
      this.runs.reload(),
      this._parts.changedOnServer()
    ]);
  }

  /** Look at an experiment, or at several as one list; none goes back to the notebook's. */
  pick(...experiments: readonly IWireExperiment[]): void {
    this._choice.pick(experiments);
    this.navigation.goTop('runs');
    this._showExperiment();
    this.notify();
  }

  /** Delete a run and leave its detail for the row beside its own; it can be restored. */
  async deleteRun(runId: string): Promise<void> {
    const { runs, navigation } = this;
    const beside = runs.facts.beside(runId);
    await this.actions.delete([runId]);
    const { view } = navigation;
    if (view.kind === 'run' && view.runId === runId) {
      navigation.back(beside);
    }
  }

  /** Rename, tag, delete or restore the experiment that is shown. */
  async changeExperiment(patch: IWirePatch): Promise<void> {
    const { experiment } = this;
    if (experiment) {
      await this.client.patchExperiment(experiment.experiment_id, patch);
      await Promise.all([this.notebook.resolve(), this.loadExperiments()]);
    }
  }

  /** Read the experiments that are offered, and the one that the user looks at. */
  async loadExperiments(): Promise<void> {
    await this._choice.load();
    this.notify();
  }

  override dispose(): void {
    this.feed.dispose();
    for (const part of [
      this.runs,
      this.notebook,
      this._parts,
      this.keptComparison,
      this.navigation,
      this.selection,
      this.highlight,
      this.pointing,
      this.columns,
      this.rows,
      this.sparklines
    ]) {
      part.dispose();
    }
    super.dispose();
  }

  private _onNotice(_: IFeed, { notice, isFirst }: IFeedNotice): void {
    const shown = this.runs.experimentIds;
    if (isFirst || shown.some(id => notice.runs[id])) {
      void this.runs.catchUp(notice.revision);
    }
    if (this._concernsNotebook(notice, isFirst)) {
      void this.notebook.resolve();
    }
    if (isFirst || notice.experiments.length > 0) {
      void this.loadExperiments();
    }
    void this._parts.changedOnServer(isFirst ? undefined : notice);
  }

  /** A notebook may log into an experiment that it did not log into before. */
  private _concernsNotebook(notice: IWireNotice, isFirst: boolean): boolean {
    const own = this.notebook.resolved?.experiment?.experiment_id;
    const isNews = this._elsewhere.isNews(notice, own);
    return (
      isFirst || own === undefined || notice.experiments.length > 0 || isNews
    );
  }

  private _onNotebook(): void {
    const { path } = this.notebook;
    if (path !== this._followed) {
      this._followed = path;
      this._choice.pick([]);
      this._elsewhere.clear();
      this.navigation.goTop('runs');
    }
    this._showExperiment();
    this.notify();
  }

  private _showExperiment(): void {
    const isResolving =
      !this.isPicked && this.notebook.state.kind === 'loading';
    const before = this.runs.scope;
    if (!isResolving) {
      // First the runs: who listens must not take the clearing for the user's wish.
      void this.runs.show(this.shown.map(each => each.experiment_id));
    }
    if (this.runs.scope !== before) {
      this.selection.replace([]);
      this.columns.replace(null);
      this.rows.select([]);
      this.rows.setFolded([]);
      this.rows.setGrouping(null);
    }
  }

  private _onRuns(): void {
    const { runs, selection } = this;
    if (runs.state.kind === 'ready' && runs.isComplete) {
      selection.keepOnly(runId => runs.get(runId) !== undefined);
    }
    selection.follow(runs.ordered);
    this.rows.keepOnly(runId => runs.facts.table.rows.has(runId));
  }

  private readonly _choice: ExperimentChoice;
  private readonly _elsewhere = new Elsewhere();
  private readonly _parts = new Parts(this);
  private _server: ServerState = { kind: 'starting' };
  private _followed: string | null = null;
}
