import type { IWireRun } from '../api/wire';
import { barsInfo } from '../charts/bars';
import type { IRunLook } from '../charts/runlook';
import { unfoldedKeys } from '../model/chartsections';
import { differingParams, metricKeys } from '../model/columns';
import type { ICompareSettings } from '../model/comparesettings';
import { PLAIN_CURVES } from '../model/curveoptions';
import { python, type PythonValue } from '../model/python';
import { metricColumn } from '../model/runcolumns';
import { type ValueWord, valueWords, wordKey } from '../model/runvalues';
import { shownAxes, shownMetrics, shownScatter } from '../model/shown';

type Arguments = Readonly<Record<string, PythonValue>>;

/** The cell of a notebook that makes what the compare tab shows; `isRising` tells what is best. */
export function comparisonCode(
  runs: readonly IWireRun[],
  settings: ICompareSettings,
  isRising: (metric: string) => boolean
): string {
  const runIds = runs.map(run => run.run_id);
  switch (settings.tab) {
    case 'charts':
      return call(runIds, 'history', curveArguments(runs, settings));
    case 'parallel':
      return call(runIds, 'parallel', parallelArguments(runs, settings));
    case 'scatter':
      return call(runIds, 'scatter', scatterArguments(runs, settings));
    case 'bars':
      return barsCall(runs, settings, isRising);
    case 'media':
    case 'differences':
      return searchCall(runs);
  }
}

function call(
  runIds: readonly string[],
  kind: string,
  options: Arguments
): string {
  const lines = [
    ...runLines(runIds),
    `    kind=${python(kind)},`,
    ...Object.entries(options).map(
      ([name, value]) => `    ${name}=${python(value)},`
    )
  ];
  return `import trackside\n\ntrackside.compare(\n${lines.join('\n')}\n)`;
}

function runLines(runIds: readonly string[]): readonly string[] {
  return ['    [', ...runIds.map(id => `        ${python(id)},`), '    ],'];
}

function curveArguments(
  runs: readonly IWireRun[],
  { curves, metrics, folded }: ICompareSettings
): Arguments {
  const isGrouped =
    curves.groupBy !== null && differingParams(runs).includes(curves.groupBy);
  const { axis, isLogX, isLogY, smoothing, groupBy, band } = curves;
  return {
    metrics: unfoldedKeys(shownMetrics(metricKeys(runs), metrics), folded),
    ...(axis !== PLAIN_CURVES.axis && { x: axis }),
    ...(isLogX && axis !== 'wall' && { log_x: true }),
    ...(isLogY && { log_y: true }),
    ...(smoothing > 0 && { smoothing }),
    ...(isGrouped && { group_by: groupBy, band })
  };
}

function parallelArguments(
  runs: readonly IWireRun[],
  { parallel }: ICompareSettings
): Arguments {
  const words = valueWords(runs);
  const axes = shownAxes(words, differingParams(runs), parallel.axes);
  const keys = (kind: string): readonly string[] =>
    axes.filter(word => word.startsWith(kind)).map(wordKey);
  const { colourBy } = parallel;
  return {
    params: keys('params.'),
    metrics: keys('metrics.'),
    ...(colourBy && words.includes(colourBy) && { colour_by: colourBy })
  };
}

function scatterArguments(
  runs: readonly IWireRun[],
  { scatter }: ICompareSettings
): Arguments {
  const shown = shownScatter(valueWords(runs), scatter);
  const word = (value: ValueWord | undefined): PythonValue => value ?? null;
  return {
    x: word(shown?.x),
    y: word(shown?.y),
    ...(shown?.colour && { colour_by: shown.colour }),
    ...(shown?.colour && shown.isContour && { contour: true })
  };
}

function barsCall(
  runs: readonly IWireRun[],
  { bars }: ICompareSettings,
  isRising: (metric: string) => boolean
): string {
  const keys = metricKeys(runs);
  const metric = keys.find(key => key === bars.metric) ?? keys[0] ?? '';
  const column = metricColumn(metric, bars.statistic, isRising(metric));
  const drawn = barsInfo(runs, column, bars.isSorted, nameless).bars;
  const runIds = drawn.map(({ runId }) => runId);
  return call(runIds, 'bar', { metrics: metric, summary: column.statistic });
}

function nameless(runId: string): IRunLook {
  return { name: runId, colour: '', dash: 'solid' };
}

/** The runs as a table: there is no figure of what differs. */
function searchCall(runs: readonly IWireRun[]): string {
  const experiments = [...new Set(runs.map(run => run.experiment_id))];
  const ids = runs.map(run => `'${run.run_id}'`).join(', ');
  const filter = python(`attributes.run_id IN (${ids})`);
  return [
    'import trackside',
    '',
    'trackside.search_runs(',
    `    experiment_ids=${python(experiments)},`,
    `    filter_string=${filter},`,
    ')'
  ].join('\n');
}
