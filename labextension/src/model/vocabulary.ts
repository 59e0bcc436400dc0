import type { IWireRun } from '../api/wire';

type Values = ReadonlyMap<string, readonly string[]>;

/** Keys and values that some runs have: what a filter on them may speak of. */
export interface IVocabulary {
  readonly metrics: readonly string[];
  readonly params: Values;
  readonly tags: Values;
  readonly attributes: Values;
  readonly dataset: Values;
}

/** Values of a key that are worth a menu. */
const MOST_VALUES = 100;

const STATUSES = ['FAILED', 'FINISHED', 'KILLED', 'RUNNING', 'SCHEDULED'];

/** Gather what some runs have. */
export function vocabularyOf(runs: Iterable<IWireRun>): IVocabulary {
  const [metrics, params, tags] = [new Set<string>(), gathering(), gathering()];
  const [names, users] = [new Set<string>(), new Set<string>()];
  const datasets = gathering();
  for (const run of runs) {
    Object.keys(run.metrics).forEach(key => metrics.add(key));
    gather(params, run.params);
    gather(tags, run.tags);
    addUpTo(names, run.name);
    addUpTo(users, run.user);
    for (const { name, digest, context } of run.datasets) {
      gather(datasets, { name, digest, ...(context !== null && { context }) });
    }
  }
  return {
    metrics: ordered(metrics),
    params: values(params),
    tags: values(tags),
    attributes: new Map([
      ['run_name', ordered(names)],
      ['status', STATUSES],
      ['start_time', []],
      ['end_time', []],
      ['user_id', ordered(users)],
      ['run_id', []]
    ]),
    dataset: values(datasets)
  };
}

type Gathering = Map<string, Set<string>>;

function gathering(): Gathering {
  return new Map();
}

function gather(
  into: Gathering,
  cells: Readonly<Record<string, string>>
): void {
  for (const [key, value] of Object.entries(cells)) {
    const found = into.get(key) ?? new Set();
    addUpTo(found, value);
    into.set(key, found);
  }
}

function addUpTo(into: Set<string>, value: string): void {
  if (into.size < MOST_VALUES) {
    into.add(value);
  }
}

function values(gathered: Gathering): Values {
  return new Map(
    ordered(gathered.keys()).map(key => [key, ordered(gathered.get(key) ?? [])])
  );
}

function ordered(words: Iterable<string>): readonly string[] {
  return [...words].sort(COLLATOR.compare);
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });
