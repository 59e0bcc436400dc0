import type { IWireRun } from '../api/wire';

type Words = Readonly<Record<string, string>>;

/** What ended a run. */
export interface IRunError {
  readonly type: string;
  readonly message: string;
  readonly traceback: string;
}

/** What a run's system tags say about where it comes from; null where they say nothing. */
export interface IRunFacts {
  readonly source: string | null;
  readonly sourceType: string | null;
  /** The notebook's path on the server, which the application can open. */
  readonly notebook: string | null;
  /** The run that this one is a part of. */
  readonly parentId: string | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly repository: string | null;
  /** True if files differed from the commit. */
  readonly isDirty: boolean | null;
  readonly description: string;
  readonly error: IRunError | null;
  /** Interpreter and platform, by name. */
  readonly environment: Words;
  /** Versions of the packages in use. */
  readonly packages: Words;
  /** The user's own tags. */
  readonly tags: Words;
}

const SYSTEM_PREFIXES = ['mlflow.', 'trackside.'];

/** Read the system tags of a run. */
export function runFacts({ tags }: Pick<IWireRun, 'tags'>): IRunFacts {
  const dirty = tags['trackside.git.dirty'];
  const { packages, ...environment } = parse(tags['trackside.environment']);
  return {
    source: tags['mlflow.source.name'] ?? null,
    sourceType: tags['mlflow.source.type'] ?? null,
    notebook: tags['trackside.notebook'] ?? null,
    parentId: tags['mlflow.parentRunId'] ?? null,
    commit: tags['mlflow.source.git.commit'] ?? null,
    branch: tags['mlflow.source.git.branch'] ?? null,
    repository: tags['mlflow.source.git.repoURL'] ?? null,
    isDirty: dirty === undefined ? null : dirty.toLowerCase() === 'true',
    description: tags['mlflow.note.content'] ?? '',
    error: errorOf(words(parse(tags['trackside.error']))),
    environment: words(environment),
    packages: isRecord(packages) ? words(packages) : {},
    tags: Object.fromEntries(
      Object.entries(tags).filter(([name]) => !isSystemTag(name))
    )
  };
}

function errorOf({ type, message, traceback }: Words): IRunError | null {
  return type === undefined && message === undefined
    ? null
    : {
        type: type ?? '',
        message: message ?? '',
        traceback: traceback ?? ''
      };
}

/** An object in JSON; anybody can write a tag, so other text is an empty object. */
function parse(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function words(record: Readonly<Record<string, unknown>>): Words {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string') {
      entries.push([name, value]);
    }
  }
  return Object.fromEntries(entries);
}

/** True if a tag is not the user's own. */
export function isSystemTag(name: string): boolean {
  return SYSTEM_PREFIXES.some(prefix => name.startsWith(prefix));
}
