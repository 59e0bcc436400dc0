import { parseValue } from '../api/value';
import type { IWireRun } from '../api/wire';
import { formatParam, formatValue } from '../format';
import { cellRows } from './celldifferences';
import { metricKeys, paramKeys } from './columns';
import type { IExecution } from './executedcells';
import { datasetsByContext } from './rundatasets';
import { type IRunFacts, runFacts } from './runfacts';

/** The parts of a run that are compared, in the order in which they are listed. */
export const DIFF_SECTIONS = [
  'param',
  'metric',
  'tag',
  'dataset',
  'run',
  'code',
  'cell',
  'environment',
  'package'
] as const;
export type DiffSection = (typeof DIFF_SECTIONS)[number];

/** What one run, or whatever is compared, has under a key: as it is shown, and whole. */
export interface IDiffCell {
  readonly text: string;
  readonly whole: string;
}

/** One key in all that is compared; undefined where one lacks it. */
export interface IDiffRow<S extends string = DiffSection> {
  readonly section: S;
  readonly key: string;
  readonly cells: readonly (IDiffCell | undefined)[];
  readonly isDifferent: boolean;
  /** Whether the cells hold code, of several lines. */
  readonly isCode?: boolean;
}

/** Names of the facts that have no key of their own. */
export interface IFactWords {
  readonly dataset: string;
  readonly status: string;
  readonly user: string;
  readonly source: string;
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  readonly changes: string;
}

/** Texts by key, of one of those that are compared. */
export type Values = Readonly<Record<string, string | null | undefined>>;

/** What is known of a run beyond its row in the list. */
export interface IKnownOfRuns {
  /** All of its tags. */
  readonly tagsOf: (run: IWireRun) => IWireRun['tags'];
  /** What was executed for it; null if that is not kept. */
  readonly executionsOf: (run: IWireRun) => readonly IExecution[] | null;
}

/** Compare runs key by key. */
export function differences(
  runs: readonly IWireRun[],
  { tagsOf, executionsOf }: IKnownOfRuns,
  words: IFactWords
): readonly IDiffRow[] {
  const facts = runs.map(run => runFacts({ tags: tagsOf(run) }));
  const sections: Readonly<Record<DiffSection, readonly IDiffRow[]>> = {
    param: paramRows('param', runs),
    metric: metricRows('metric', runs),
    tag: listed(
      'tag',
      facts.map(({ tags }) => tags)
    ),
    dataset: listed(
      'dataset',
      runs.map(run => datasetsByContext(run, words.dataset))
    ),
    run: listed(
      'run',
      runs.map(run => states(run, words))
    ),
    code: listed(
      'code',
      facts.map(fact => code(fact, words))
    ),
    cell: cellRows(runs.map(executionsOf)),
    environment: listed(
      'environment',
      facts.map(one => one.environment)
    ),
    package: listed(
      'package',
      facts.map(one => one.packages)
    )
  };
  return DIFF_SECTIONS.flatMap(section => sections[section]);
}

/** The rows to list: all or only what differs, and only keys that hold a text. */
export function shownDifferences<S extends string>(
  all: readonly IDiffRow<S>[],
  isOnlyDifferent: boolean,
  search: string
): readonly IDiffRow<S>[] {
  const sought = search.trim().toLowerCase();
  return all.filter(
    ({ key, isDifferent }) =>
      (isDifferent || !isOnlyDifferent) && key.toLowerCase().includes(sought)
  );
}

/** The params of runs; null for a run that is not there. */
export function paramRows<S extends string>(
  section: S,
  runs: readonly (IWireRun | null)[]
): readonly IDiffRow<S>[] {
  return rows(section, paramKeys(runs.filter(isThere)), params(runs));
}

/** The latest values of the metrics of runs; null for a run that is not there. */
export function metricRows<S extends string>(
  section: S,
  runs: readonly (IWireRun | null)[]
): readonly IDiffRow<S>[] {
  return rows(section, metricKeys(runs.filter(isThere)), metrics(runs));
}

function isThere(run: IWireRun | null): run is IWireRun {
  return run !== null;
}

type CellOf = (index: number, key: string) => IDiffCell | undefined;

function params(runs: readonly (IWireRun | null)[]): readonly [number, CellOf] {
  return [
    runs.length,
    (index, key) => {
      const whole = runs[index]?.params[key];
      return whole === undefined
        ? undefined
        : { text: formatParam(whole), whole };
    }
  ];
}

function metrics(
  runs: readonly (IWireRun | null)[]
): readonly [number, CellOf] {
  return [
    runs.length,
    (index, key) => {
      const metric = runs[index]?.metrics[key];
      return (
        metric && {
          text: formatValue(parseValue(metric.last)),
          whole: String(metric.last)
        }
      );
    }
  ];
}

function states(run: IWireRun, words: IFactWords): Values {
  return {
    [words.status]: run.status.toLowerCase(),
    [words.user]: run.user || null
  };
}

function code(facts: IRunFacts, words: IFactWords): Values {
  const { isDirty } = facts;
  return {
    [words.source]: facts.source,
    [words.repository]: facts.repository,
    [words.branch]: facts.branch,
    [words.commit]: facts.commit,
    [words.changes]: isDirty === null ? null : String(isDirty)
  };
}

/** Rows of values that are texts: those keys that differ first, then by name. */
export function listed<S extends string>(
  section: S,
  values: readonly Values[]
): readonly IDiffRow<S>[] {
  const keys = [...new Set(values.flatMap(one => Object.keys(one)))];
  const cell: CellOf = (index, key) => {
    const whole = values[index]?.[key] ?? null;
    return whole === null ? undefined : { text: whole, whole };
  };
  return rows(section, keys.sort(), [values.length, cell]).filter(row =>
    row.cells.some(Boolean)
  );
}

function rows<S extends string>(
  section: S,
  keys: readonly string[],
  [count, cellOf]: readonly [number, CellOf]
): readonly IDiffRow<S>[] {
  return keys.map(key => {
    const cells = Array.from({ length: count }, (_, index) =>
      cellOf(index, key)
    );
    const isDifferent = cells.some(cell => cell?.whole !== cells[0]?.whole);
    return { section, key, cells, isDifferent };
  });
}
