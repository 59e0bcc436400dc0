import type { IWireRun } from '../api/wire';

/** What a run's system tags say about where it comes from; null where they say nothing. */
export interface IRunFacts {
  readonly source: string | null;
  readonly sourceType: string | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly repository: string | null;
  /** True if files differed from the commit. */
  readonly isDirty: boolean | null;
  readonly description: string;
  /** What is known of interpreter, packages and machine, by name. */
  readonly environment: Readonly<Record<string, string>>;
  /** The user's own tags. */
  readonly tags: Readonly<Record<string, string>>;
}

const ENVIRONMENT_PREFIXES = ['trackside.env.', 'trackside.environment.'];
const SYSTEM_PREFIXES = ['mlflow.', 'trackside.'];

/** Read the system tags of a run. */
export function runFacts({ tags }: Pick<IWireRun, 'tags'>): IRunFacts {
  const dirty = tags['trackside.git.dirty'] ?? tags['mlflow.source.git.dirty'];
  return {
    source: tags['mlflow.source.name'] ?? null,
    sourceType: tags['mlflow.source.type'] ?? null,
    commit: tags['mlflow.source.git.commit'] ?? null,
    branch: tags['mlflow.source.git.branch'] ?? null,
    repository: tags['mlflow.source.git.repoURL'] ?? null,
    isDirty: dirty === undefined ? null : dirty.toLowerCase() === 'true',
    description: tags['mlflow.note.content'] ?? '',
    environment: environmentOf(tags),
    tags: Object.fromEntries(
      Object.entries(tags).filter(([name]) => !isSystem(name))
    )
  };
}

function environmentOf(
  tags: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(tags)) {
    const prefix = ENVIRONMENT_PREFIXES.find(word => name.startsWith(word));
    if (prefix) {
      entries.push([name.slice(prefix.length), value]);
    }
  }
  return Object.fromEntries(entries);
}

function isSystem(name: string): boolean {
  return SYSTEM_PREFIXES.some(prefix => name.startsWith(prefix));
}
