import type { IArtifactPlace, IRunListQuery, IVersionPlace } from './queries';

type QueryValue = string | number | readonly string[] | undefined;

/** The words of a query by their names. */
export type QueryWords = Readonly<Record<string, QueryValue>>;

/** Query words; a list repeats its name, undefined is left out. */
export function queryString(query: QueryWords): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) {
      continue;
    }
    for (const item of Array.isArray(value) ? value : [value]) {
      words.append(name, String(item));
    }
  }
  return words.toString();
}

/** The words that name a list of runs. */
export function listWords(list: IRunListQuery): QueryWords {
  return {
    experiment_id: list.experimentIds,
    filter: list.filter || undefined,
    stage: list.stage === 'deleted' ? list.stage : undefined
  };
}

/** The words that name a file or folder of a run. */
export function placeWords({ modelId, path }: IArtifactPlace): QueryWords {
  return { path, model_id: modelId ?? undefined };
}

/** The route of an experiment. */
export function experimentRoute(experimentId: string): string {
  return `experiments/${encodeURIComponent(experimentId)}`;
}

/** The route of a run, or of something of it. */
export function runRoute(runId: string, ...rest: string[]): string {
  return ['runs', encodeURIComponent(runId), ...rest].join('/');
}

/** The route of a registered model. */
export function modelRoute(name: string): string {
  return `models/${encodeURIComponent(name)}`;
}

/** The route of a version of one. */
export function versionRoute({ name, version }: IVersionPlace): string {
  return `${modelRoute(name)}/versions/${encodeURIComponent(version)}`;
}
