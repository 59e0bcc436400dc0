/**
 * The registry's part of the panel's wire: registered models and their versions.
 *
 * docs/panel-api.md is the same contract in words.
 */
import type { IWireExperiment, IWireRun } from './wire';

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

/** Body of `POST models`: makes the registered model if there is none of that name. Answers an IWireModelVersion. */
export interface IWireRegister {
  readonly name: string;
  readonly run_id: string;
  /** Artifact path of the model within the run. */
  readonly artifact_path: string;
  readonly description?: string;
  readonly alias?: string;
}

/** Body of `PATCH models/<name>`; absent fields stay as they are. A null tag value deletes the tag. */
export interface IWireModelPatch {
  readonly name?: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string | null>>;
}

/** A column, tensor or prediction parameter of a model's signature. */
export interface IWireModelField {
  /** Null for a tensor or a column that has none. */
  readonly name: string | null;
  /** As one would write it: `double`, `float32 (-1, 28, 28)`, `list of string`. */
  readonly type: string;
  readonly is_required: boolean;
  readonly default: string | null;
}

/** What the `MLmodel` file says; a part of the signature that was not logged is null. */
export interface IWireModelCard {
  /** Flavors with the versions of their libraries. */
  readonly flavors: Readonly<Record<string, string | null>>;
  readonly inputs: readonly IWireModelField[] | null;
  readonly outputs: readonly IWireModelField[] | null;
  readonly params: readonly IWireModelField[] | null;
  /** Path of the input example beside the `MLmodel` file. */
  readonly example: string | null;
  readonly python_version: string | null;
  /** In bytes. */
  readonly size: number | null;
  /** A time in UTC, as the file has it. */
  readonly created: string | null;
}

/** `GET models/<name>/versions/<version>`: a version and where it comes from. `PATCH` answers the same. */
export interface IWireVersionDetail {
  readonly revision: number;
  readonly version: IWireModelVersion;
  /** The run that logged it; null if that is not known, or gone. */
  readonly run: IWireRun | null;
  readonly experiment: IWireExperiment | null;
  readonly card: IWireModelCard | null;
  /** In words, why there is no card. */
  readonly problem: string | null;
}

/** Body of `PATCH models/<name>/versions/<version>`; absent fields stay as they are. */
export interface IWireVersionPatch {
  readonly description?: string;
  /** Null deletes the tag. */
  readonly tags?: Readonly<Record<string, string | null>>;
  /** True gives the alias to this version, false takes it away. */
  readonly aliases?: Readonly<Record<string, boolean>>;
  readonly stage?: IWireModelVersion['stage'];
  /** Whether the others in that stage are archived. */
  readonly archive_others?: boolean;
}
