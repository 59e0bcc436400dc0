import type { IWireRun } from './wire';

/** Runs in use, or those in the bin. */
export type LifecycleStage = IWireRun['lifecycle_stage'];

/** Which runs of some experiments a list shows. */
export interface IRunListQuery {
  readonly experimentIds: readonly string[];
  readonly filter?: string | undefined;
  readonly stage?: LifecycleStage | undefined;
}

/** Which page of such a list to read. */
export interface IRunsQuery extends IRunListQuery {
  readonly orderBy?: string | undefined;
  readonly limit?: number | undefined;
  readonly pageToken?: string | undefined;
}

/** Which page of the experiments to read. */
export interface IExperimentsQuery {
  /** A part of the name, in any case. */
  readonly name?: string | undefined;
  readonly stage?: LifecycleStage | undefined;
  readonly limit?: number | undefined;
  readonly pageToken?: string | undefined;
}

/** Which series to read. */
export interface IHistoryQuery {
  readonly runIds: readonly string[];
  readonly key: string;
  readonly maxPoints?: number | undefined;
  readonly firstStep?: number | undefined;
  readonly lastStep?: number | undefined;
}

/** Which version of which registered model. */
export interface IVersionPlace {
  readonly name: string;
  readonly version: string;
}

/** A file or folder of a run, or of a logged model that the run made. */
export interface IArtifactPlace {
  readonly runId: string;
  /** Null for what lies among the run's own artifacts. */
  readonly modelId: string | null;
  /** Empty for all there is. */
  readonly path: string;
}
