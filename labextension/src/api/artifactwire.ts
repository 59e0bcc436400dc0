/**
 * The artifacts' part of the panel's wire: files of runs and of the models that they made.
 *
 * docs/panel-api.md is the same contract in words.
 */
import type { IWireModelCard } from './registrywire';

/** `GET runs/<run_id>/artifacts?path=`: one folder, folders first, then by name. */
export interface IWireArtifacts {
  readonly path: string;
  readonly files: readonly IWireArtifact[];
  /** The logged models that the run made; none but for the root of a run. */
  readonly models: readonly IWireLoggedModel[];
}

export interface IWireArtifact {
  /** Relative to the root of the run's artifacts, or of the model's. */
  readonly path: string;
  readonly is_dir: boolean;
  /** In bytes; null for a folder. */
  readonly file_size: number | null;
}

/** `GET runs/<run_id>/images`: what was logged by step, ordered by key, step and time. */
export interface IWireImages {
  readonly images: readonly IWireImage[];
}

export interface IWireImage {
  readonly key: string;
  readonly step: number;
  readonly timestamp: number;
  /** Relative to the root of the run's artifacts. */
  readonly path: string;
  /** The path of a small copy, if there is one. */
  readonly thumbnail: string | null;
}

/** A model of MLflow 3, whose files lie beside those of its run. */
export interface IWireLoggedModel {
  readonly model_id: string;
  readonly name: string;
  readonly status: 'UNSPECIFIED' | 'PENDING' | 'READY' | 'FAILED';
}

/** A page of a table. */
export interface IWireTable {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows in the file. */
  readonly total: number;
  /** The first row of the page. */
  readonly offset: number;
  /** Rows of a full page. */
  readonly limit: number;
  /** Whether `total` is only near the truth. */
  readonly is_estimated: boolean;
}

/**
 * `GET runs/<run_id>/preview?path=&offset=`: how to show a file without downloading it.
 * Raw bytes: `GET runs/<run_id>/file?path=` (an attachment; with `&inline=1` what a browser shows).
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
  | IWireTable
  | { readonly kind: 'image'; readonly mime: string }
  | { readonly kind: 'audio'; readonly mime: string }
  | { readonly kind: 'video'; readonly mime: string }
  /** HTML, for a frame with a sandbox. */
  | { readonly kind: 'page'; readonly file_size: number }
  /** For the browser's own viewer. */
  | { readonly kind: 'pdf'; readonly file_size: number }
  /** As nbformat 4 has it, as far as the server looked: an object with a list of cells. */
  | { readonly kind: 'notebook'; readonly notebook: IWireNotebookFile }
  /** Of plotly. */
  | { readonly kind: 'figure'; readonly figure: IWireFigure }
  /** What the server could show if it had the Python package `needs`. */
  | {
      readonly kind: 'unread';
      readonly needs: string;
      readonly file_size: number;
    }
  | { readonly kind: 'binary'; readonly file_size: number };

export interface IWireNotebookFile {
  readonly cells: readonly IWireCell[];
  readonly metadata?: unknown;
}

export interface IWireCell {
  readonly cell_type: unknown;
  readonly source?: unknown;
  readonly outputs?: unknown;
  readonly metadata?: unknown;
  readonly execution_count?: unknown;
}

export interface IWireFigure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
}

/** `GET runs/<run_id>/model?path=`: a folder with an `MLmodel` file. */
export interface IWireModelFolder {
  readonly card: IWireModelCard;
  /** What is in `requirements.txt`. */
  readonly requirements: string | null;
  /** The beginning of the input example. */
  readonly example: IWirePreview | null;
}
