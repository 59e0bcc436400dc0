/**
 * The panel's wire: what `trackside_server` answers under `<base_url>trackside/panel/`.
 *
 * docs/panel-api.md is the same contract in words. Times are epoch milliseconds. JSON has no NaN
 * and no infinities, so a metric value is a number or one of three strings; `parseValue` in
 * `value.ts` is the one place that turns it into a number.
 */

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

/** `GET experiments`: the newest first. */
export interface IWireExperiments {
  readonly experiments: readonly IWireExperiment[];
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

/** What a metric series of a run comes down to. */
export interface IWireMetric {
  /** The latest: greatest by (step, timestamp, value). */
  readonly last: WireValue;
  readonly min: WireValue;
  readonly max: WireValue;
  /** Step of the latest point. */
  readonly step: number;
  /** Time of the latest point. */
  readonly timestamp: number;
  readonly count: number;
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
}

/**
 * `GET runs?experiment_id=1&filter=...&order_by=metrics.loss%20DESC&limit=1000&page_token=...`:
 * a page of active runs, by default the newest first. Take `revision` as the starting point for
 * `changes`: it was read before the runs.
 */
export interface IWireRuns {
  readonly revision: number;
  /** How many runs match in all. */
  readonly total: number;
  readonly runs: readonly IWireRun[];
  readonly next_page_token: string | null;
}

/**
 * `GET changes?experiment_id=1&since=41`: rows of that experiment that changed after a revision.
 * A deleted run comes with `lifecycle_stage: 'deleted'`.
 */
export interface IWireChanges {
  readonly revision: number;
  readonly runs: readonly IWireRun[];
}

/** A version that was registered from a run. */
export interface IWireModelVersion {
  readonly name: string;
  readonly version: string;
  readonly stage: 'None' | 'Staging' | 'Production' | 'Archived';
  readonly aliases: readonly string[];
  readonly description: string;
  readonly source: string;
  readonly run_id: string | null;
  readonly creation_timestamp: number;
  readonly last_updated_timestamp: number | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** `GET runs/<run_id>`: everything about one run. `PATCH runs/<run_id>` answers the same. */
export interface IWireRunDetail {
  readonly revision: number;
  readonly run: IWireRun;
  readonly experiment: IWireExperiment;
  readonly artifact_uri: string;
  readonly model_versions: readonly IWireModelVersion[];
  /** Artifact paths that hold an MLmodel file, to offer for registration. */
  readonly models: readonly string[];
}

/** Body of `PATCH runs/<run_id>`; absent fields stay as they are. A null tag value deletes the tag. */
export interface IWireRunPatch {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
  readonly lifecycle_stage?: 'active' | 'deleted';
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

/** `GET runs/<run_id>/artifacts?path=`: one folder, folders first, then by name. */
export interface IWireArtifacts {
  readonly path: string;
  readonly files: readonly IWireArtifact[];
}

export interface IWireArtifact {
  /** Relative to the run's artifact root. */
  readonly path: string;
  readonly is_dir: boolean;
  /** In bytes; null for a folder. */
  readonly file_size: number | null;
}

/**
 * `GET runs/<run_id>/preview?path=`: how to show a file without downloading it.
 * Raw bytes: `GET runs/<run_id>/file?path=` (always an attachment; `&inline=1` shows images).
 */
export type IWirePreview =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** File ending without the dot, for highlighting; may be ''. */
      readonly language: string;
      readonly truncated: boolean;
    }
  | { readonly kind: 'json'; readonly json: unknown }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
      /** Rows in the file; more than `rows.length` if cut. */
      readonly total: number;
    }
  | { readonly kind: 'image'; readonly mime: string }
  | { readonly kind: 'binary'; readonly file_size: number };

/** `GET models`: registered models by name. */
export interface IWireModels {
  readonly revision: number;
  readonly models: readonly IWireModel[];
}

export interface IWireModel {
  readonly name: string;
  readonly description: string;
  readonly creation_timestamp: number;
  readonly last_updated_timestamp: number;
  readonly tags: Readonly<Record<string, string>>;
  /** All versions, the newest first. */
  readonly versions: readonly IWireModelVersion[];
}

/** Body of `POST models/register`: makes the registered model if there is none of that name. Answers an IWireModelVersion. */
export interface IWireRegister {
  readonly name: string;
  readonly run_id: string;
  /** Artifact path of the model within the run. */
  readonly artifact_path: string;
  readonly description?: string;
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
