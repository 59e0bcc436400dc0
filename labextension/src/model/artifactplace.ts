import type { IArtifactPlace } from '../api/queries';

/** The root of a run's own artifacts. */
export function runRoot(runId: string): IArtifactPlace {
  return { runId, modelId: null, path: '' };
}

/** The last part of the path; empty for a root. */
export function placeName({ path }: IArtifactPlace): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that it lies in; a root's is itself. */
export function parentPlace(place: IArtifactPlace): IArtifactPlace {
  const end = Math.max(0, place.path.lastIndexOf('/'));
  return { ...place, path: place.path.slice(0, end) };
}

/** A word that no other place of the run has. */
export function placeKey({ modelId, path }: IArtifactPlace): string {
  return modelId === null ? path : `${modelId}:${path}`;
}

/** Whether the place is the other or lies in it. */
export function isWithin(
  place: IArtifactPlace,
  other: IArtifactPlace
): boolean {
  return (
    place.runId === other.runId &&
    place.modelId === other.modelId &&
    (place.path === other.path ||
      other.path === '' ||
      place.path.startsWith(`${other.path}/`))
  );
}

/** The address that code takes: `runs:/<run id>/<path>`, or `models:/<model id>/<path>`. */
export function artifactUri({ runId, modelId, path }: IArtifactPlace): string {
  const root = modelId === null ? `runs:/${runId}` : `models:/${modelId}`;
  return path === '' ? root : `${root}/${path}`;
}

/** Whether it can be deleted by itself: a run's file or folder, or a logged model as a whole. */
export function canDelete({ modelId, path }: IArtifactPlace): boolean {
  return modelId === null ? path !== '' : path === '';
}
