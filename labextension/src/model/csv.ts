import { parseValue } from '../api/value';
import type { IWireRun, IWireSeries } from '../api/wire';
import { metricKeys, paramKeys, tagKeys } from './columns';
import type { IDiffRow } from './differences';
import { runValues, type ValueWord } from './runvalues';

/** Rows of a table, the first with the names of the columns. */
export type Table = readonly (readonly (string | number)[])[];

/** A table as text: RFC 4180, with the line ends that it asks for. */
export function csv(table: Table): string {
  return table.map(row => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The points of the charts as they were logged, as far as they are drawn. */
export function pointsTable(
  series: readonly IWireSeries[],
  nameOf: (runId: string) => string
): Table {
  return [
    ['run_id', 'run', 'metric', 'step', 'timestamp', 'value'],
    ...series.flatMap(({ run_id, key, steps, timestamps, values }) =>
      values.map((value, index) => [
        run_id,
        nameOf(run_id),
        key,
        steps[index] ?? '',
        timestamps[index] ?? '',
        parseValue(value)
      ])
    )
  ];
}

/** A row a run, a column a value. */
export function valuesTable(
  runs: readonly IWireRun[],
  words: readonly ValueWord[]
): Table {
  const columns = words.map(word => {
    const { values, categories } = runValues(runs, word);
    return values.map(value =>
      value === null ? '' : (categories?.[value] ?? value)
    );
  });
  return [
    ['run_id', 'run', ...words],
    ...runs.map(({ run_id, name }, index) => [
      run_id,
      name,
      ...columns.map(column => column[index] ?? '')
    ])
  ];
}

/** All that the rows of runs know: facts, params, the latest values of metrics, the users' own tags. */
export function runsTable(runs: readonly IWireRun[]): Table {
  const [params, metrics, tags] = [
    paramKeys(runs),
    metricKeys(runs),
    tagKeys(runs)
  ];
  return [
    [
      ...['run_id', 'run', 'status', 'start_time', 'end_time', 'user'],
      ...params.map(key => `params.${key}`),
      ...metrics.map(key => `metrics.${key}`),
      ...tags.map(key => `tags.${key}`)
    ],
    ...runs.map(run => [
      ...[run.run_id, run.name, run.status],
      ...[isoTime(run.start_time), isoTime(run.end_time), run.user],
      ...params.map(key => run.params[key] ?? ''),
      ...metrics.map(key => {
        const metric = run.metrics[key];
        return metric ? parseValue(metric.last) : '';
      }),
      ...tags.map(key => run.tags[key] ?? '')
    ])
  ];
}

function isoTime(time: number | null): string {
  return time === null ? '' : new Date(time).toISOString();
}

/** What differs, a row a key, whole. */
export function differencesTable(
  rows: readonly IDiffRow[],
  runs: readonly IWireRun[]
): Table {
  return [
    ['section', 'key', ...runs.map(({ name }) => name)],
    ...rows.map(({ section, key, cells }) => [
      section,
      key,
      ...cells.map(cell => cell?.whole ?? '')
    ])
  ];
}
