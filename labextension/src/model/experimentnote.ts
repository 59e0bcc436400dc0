import type { IWireExperiment, IWirePatch } from '../api/wire';

/** MLflow's tag of an experiment's description. */
const NOTE_TAG = 'mlflow.note.content';

/** What somebody noted about an experiment, in markdown. */
export function experimentNote({ tags }: IWireExperiment): string {
  return (tags[NOTE_TAG] ?? '').trim();
}

/** The change that notes something; an empty note is none. */
export function noting(text: string): IWirePatch {
  return { tags: { [NOTE_TAG]: text || null } };
}
