/**
 * The panel's wire: what `trackside_server` answers under `<base_url>trackside/panel/`.
 *
 * docs/panel-api.md is the same contract in words. Times are epoch milliseconds. JSON has no NaN
 * and no infinities, so a metric value is a number or one of three strings; `parseValue` in
 * `value.ts` is the one place that turns it into a number.
 */

import type { IWireModelField, IWireModelVersion } from './registrywire';

export type * from './registrywire';

export type WireValue = number | 'NaN' | 'Infinity' | '-Infinity';

export type RunStatus =
  'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

/** `GET status`: which server and store answer. */
export interface IWireStatus {
  readonly version: string;
  /** Without password. */
  readonly store_url: string;
  readonly revision: number;
}

/** One experiment. */
export interface IWireExperiment {
  readonly experiment_id: string;
  readonly name: string;
  readonly lifecycle_stage: 'active' | 'deleted';
  readonly creation_time: number | null;
  readonly last_update_time: number | null;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * An experiment and what it was used for: its runs in use (of one in the bin, those there), and the
 * start of the latest of them. Both are null where the store is a plain MLflow server.
 */
export interface IWireExperimentUse extends IWireExperiment {
  readonly run_count: number | null;
  /** Null also if there is no run. */
  readonly last_start_time: number | null;
}

/**
 * `GET experiments?stage=active&name=train&limit=200&page_token=...`: a page of the experiments that
 * have `name` in their name, the one used last first.
 */
export interface IWireExperiments {
  readonly experiments: readonly IWireExperimentUse[];
  readonly next_page_token: string | null;
}

/**
 * `GET notebook?path=models/train.ipynb`: which experiment the notebook logs into.
 *
 * `experiment` is the one that the notebook last logged to, else its own, else null (it has not
 * logged yet: `default_name` says what its own will be called).
 */
export interface IWireNotebook {
  readonly path: string;
  readonly default_name: string;
  readonly experiment: IWireExperiment | null;
  /** True if `experiment` is not the notebook's own (set_experiment, MLFLOW_EXPERIMENT_NAME). */
  readonly overridden: boolean;
}

/**
 * What a metric series of a run comes down to. `min`, `max` and `count` are null where the store is
 * a plain MLflow server, which tells only the latest point.
 */
export interface IWireMetric {
  /** The latest: greatest by (step, timestamp, value). */
  readonly last: WireValue;
  readonly min: WireValue | null;
  readonly max: WireValue | null;
  /** Step of the latest point. */
  readonly step: number;
  /** Time of the latest point. */
  readonly timestamp: number;
  readonly count: number | null;
}

/** A row of the run list. */
export interface IWireRun {
  readonly run_id: string;
  readonly experiment_id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly start_time: number;
  readonly end_time: number | null;
  readonly lifecycle_stage: 'active' | 'deleted';
  readonly user: string;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, IWireMetric>>;
  /**
   * All tags, also `mlflow.*` and `trackside.*` ones; in lists and changes without
   * `trackside.environment`, `trackside.error` and `mlflow.log-model.history`, which are long.
   */
  readonly tags: Readonly<Record<string, string>>;
  /** In the order in which they were logged. */
  readonly datasets: readonly IWireDatasetUse[];
}

/** A dataset that a run took in. */
export interface IWireDatasetUse {
  readonly name: string;
  readonly digest: string;
  /** What for, such as `training`. */
  readonly context: string | null;
}

/** `GET runs/<id>/datasets`: what is known of the data that a run took in. */
export interface IWireDatasets {
  readonly datasets: readonly IWireDataset[];
}

/** A dataset in words; what was not logged, or in a way that is not known, is null or missing. */
export interface IWireDataset extends IWireDatasetUse {
  /** MLflow's kind of source: `local`, `http`, `code`, ... */
  readonly source_type: string;
  /** The place that it was read from, or the script or notebook that made it. */
  readonly source: string | null;
  /** Sizes as they were logged, such as `num_rows`. */
  readonly profile: Readonly<Record<string, string>>;
  readonly features: readonly IWireModelField[] | null;
  readonly targets: readonly IWireModelField[] | null;
}

/** How many runs an experiment has, whatever a list shows of them; all but `deleted` are active. */
export interface IWireRunCounts {
  readonly active: number;
  readonly deleted: number;
  readonly running: number;
  readonly failed: number;
  readonly starred: number;
}

/**
 * `GET runs?experiment_id=1&filter=...&stage=active&order_by=metrics.loss%20DESC&limit=1000&page_token=...`:
 * a page of active runs (or of the deleted ones), by default the newest first. Take `revision` as the
 * starting point for `changes`: it was read before the runs.
 */
export interface IWireRuns {
  readonly revision: number;
  /** How many runs match in all. */
  readonly total: number;
  readonly runs: readonly IWireRun[];
  readonly next_page_token: string | null;
  readonly counts: IWireRunCounts;
  /** What is shown outside of the list and is not in it: running runs, and the baseline. */
  readonly beside: readonly IWireRun[];
}

/**
 * `GET changes?experiment_id=1&since=41&filter=...&stage=active`: rows of that experiment that changed
 * after a revision. A deleted run comes with `lifecycle_stage: 'deleted'`.
 */
export interface IWireChanges {
  readonly revision: number;
  readonly runs: readonly IWireRun[];
  /** Ids of those among `runs` that the list of this filter and stage shows. */
  readonly matching: readonly string[];
  /** How many runs that list has. */
  readonly total: number;
  readonly counts: IWireRunCounts;
}

/** `GET whole-runs?run_id=a&run_id=b`: those runs with all of their tags, also the long ones. */
export interface IWireWholeRuns {
  readonly revision: number;
  readonly runs: readonly IWireRun[];
}

/** `GET runs/<run_id>`: everything about one run. `PATCH runs/<run_id>` answers the same. */
export interface IWireRunDetail {
  readonly revision: number;
  readonly run: IWireRun;
  readonly experiment: IWireExperiment;
  readonly artifact_uri: string;
  readonly model_versions: readonly IWireModelVersion[];
  /** Paths that lead to a model, to offer for registration: folders with an MLmodel file, names of logged models. */
  readonly models: readonly string[];
}

/**
 * Body of `PATCH runs/<run_id>` and `PATCH experiments/<experiment_id>`; absent fields stay as they are.
 * A null tag value deletes the tag. `PATCH runs` takes `run_ids` besides, and answers an IWireRevision.
 */
export interface IWirePatch {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
  readonly lifecycle_stage?: 'active' | 'deleted';
}

/** The store's revision after a change. */
export interface IWireRevision {
  readonly revision: number;
}

/** One series of `GET history?run_id=a&run_id=b&key=loss&max_points=2000&first_step=&last_step=`. */
export interface IWireSeries {
  readonly run_id: string;
  readonly key: string;
  /** Parallel arrays, ordered by (step, timestamp). */
  readonly steps: readonly number[];
  readonly timestamps: readonly number[];
  readonly values: readonly WireValue[];
  /** Points in the store within the steps asked for; more than `values.length` if thinned out. */
  readonly count: number;
}

/** Runs that did not log the key are left out. */
export interface IWireHistory {
  readonly revision: number;
  readonly series: readonly IWireSeries[];
}

/** Every answer that is not 2xx. */
export interface IWireError {
  readonly error_code: string;
  readonly message: string;
}

/**
 * A notice on the websocket `feed`: what changed since the previous one (coalesced).
 *
 * The first notice after connecting carries the present revision and nothing changed: a client
 * whose own revision is older fetches `changes`. The client sends nothing.
 */
export interface IWireNotice {
  readonly revision: number;
  /** Experiments with changed runs: experiment id -> run ids. */
  readonly runs: Readonly<Record<string, readonly string[]>>;
  /** Experiments whose own row changed (created, renamed, deleted, tagged), or whose notebook moved. */
  readonly experiments: readonly string[];
  /** A registered model or version changed. */
  readonly registry: boolean;
}
