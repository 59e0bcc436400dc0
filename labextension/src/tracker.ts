import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { IWireExperiment, IWireRun } from './api/wire';
import type { IRunTab } from './model/runtabs';
import type { TracksideModel } from './model/trackside';
import type { ITrackside } from './tokens';

/** The public face of the model. */
export class Tracker implements ITrackside, IDisposable {
  constructor(readonly model: TracksideModel) {
    model.changed.connect(this._onChanged, this);
    model.runs.changed.connect(this._onChanged, this);
    model.runs.runEnded.connect(this._onRunEnded, this);
  }

  get experiment(): IWireExperiment | null {
    return this.model.experiment;
  }

  get activeRun(): IWireRun | null {
    return this.model.activeRun;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get runEnded(): ISignal<this, IWireRun> {
    return this._runEnded;
  }

  get isDisposed(): boolean {
    return this.model.isDisposed;
  }

  refresh(): Promise<void> {
    return this.model.refresh();
  }

  openRun(runId: string): void {
    this.model.navigation.openRun(runId);
  }

  addRunTab(tab: IRunTab): IDisposable {
    return this.model.navigation.runTabs.add(tab);
  }

  dispose(): void {
    this.model.dispose();
    Signal.clearData(this);
  }

  private _onChanged(): void {
    this._changed.emit();
  }

  private _onRunEnded(_: unknown, run: IWireRun): void {
    this._runEnded.emit(run);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _runEnded = new Signal<this, IWireRun>(this);
}
