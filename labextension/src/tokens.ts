import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';

import type { IWireExperiment, IWireRun } from './api/wire';
import type { IRunTab } from './model/runtabs';
import type { TracksideModel } from './model/trackside';

export type {
  IWireExperiment,
  IWireMetric,
  IWireRun,
  WireValue
} from './api/wire';
export type { ExtensionTabId, IRunTab, IRunTabView } from './model/runtabs';

/** What Trackside offers to other extensions. */
export interface ITrackside {
  /** The experiment whose runs are shown, or null if there is none yet. */
  readonly experiment: IWireExperiment | null;

  /** The run that logs now, the newest if there are several. */
  readonly activeRun: IWireRun | null;

  /** Something of the above changed. */
  readonly changed: ISignal<ITrackside, void>;

  /** A run of the shown experiment ended. */
  readonly runEnded: ISignal<ITrackside, IWireRun>;

  /**
   * All state behind the panel.
   *
   * #### Notes
   * This is what the panel draws. It is not stable between versions.
   */
  readonly model: TracksideModel;

  /** Read again what is shown. */
  refresh(): Promise<void>;

  /** Open a run in the panel; the panel itself is shown by the command `trackside:open-run`. */
  openRun(runId: string): void;

  /**
   * Add a tab to the detail of runs.
   *
   * @returns What takes the tab out again when it is disposed of.
   */
  addRunTab(tab: IRunTab): IDisposable;
}

/** Experiments and runs of the active notebook. */
export const ITrackside = new Token<ITrackside>(
  'trackside:ITrackside',
  'The experiment and the runs of the active notebook, as Trackside shows them.'
);
