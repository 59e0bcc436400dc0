import type { TranslationBundle } from '@jupyterlab/translation';

import { parseValue } from '../api/value';
import type { IWireMetric, IWireRun, IWireSeries } from '../api/wire';
import { formatDifference, formatValue } from '../format';
import { deltaOf, type IMetricColumn, statisticOf } from '../model/runcolumns';
import { usePanel } from './context';
import { Sparkline } from './sparkline';

interface IMetricCellProps {
  readonly run: IWireRun;
  readonly column: IMetricColumn;
  /** The run that this one is compared to. */
  readonly baseline: IWireRun | null;
  /** The course of the metric, if this column draws it. */
  readonly series: IWireSeries | undefined;
  /** The run's colour if its eye is on. */
  readonly colour: string | null;
}

/** One value of a run: its course, itself, and how it differs from the baseline's. */
export function MetricCell(props: IMetricCellProps) {
  const { run, column, baseline, series, colour } = props;
  const { trans } = usePanel();
  const { key, statistic } = column;
  const metric = run.metrics[key];
  const value = statisticOf(metric, statistic);
  if (!metric || value === null) {
    return (
      <div
        role="gridcell"
        className="jp-Trackside-Row-metric"
        data-metric={key}
      >
        <span title={trans.__('%1 was not logged', key)}>–</span>
      </div>
    );
  }
  const whole = String(metric[statistic]);
  return (
    <div
      role="gridcell"
      className="jp-Trackside-Row-metric"
      data-metric={key}
      data-value={whole}
      title={[`${key} (${statistic}): ${whole}`, wordsOf(metric, trans)].join(
        '\n'
      )}
    >
      {series && <Sparkline series={series} colour={colour} />}
      <span>{formatValue(value)}</span>
      {baseline && <Delta {...{ run, column, baseline }} />}
    </div>
  );
}

function wordsOf(metric: IWireMetric, trans: TranslationBundle): string {
  const { last, min, max, step } = metric;
  const latest = formatValue(parseValue(last));
  return min === null || max === null
    ? trans.__('last %1 at step %2', latest, step)
    : trans.__(
        'last %1 at step %2, min %3, max %4',
        latest,
        step,
        formatValue(parseValue(min)),
        formatValue(parseValue(max))
      );
}

interface IDeltaProps {
  readonly run: IWireRun;
  readonly column: IMetricColumn;
  readonly baseline: IWireRun;
}

function Delta({ run, column, baseline }: IDeltaProps) {
  const { trans } = usePanel();
  const delta = deltaOf(run, baseline, column);
  if (!delta) {
    return null;
  }
  const { difference, isBetter } = delta;
  const words =
    isBetter === null
      ? trans.__('as the baseline')
      : isBetter
        ? trans.__('better than the baseline')
        : trans.__('worse than the baseline');
  return (
    <span
      className="jp-Trackside-Row-delta"
      data-better={isBetter === null ? undefined : isBetter}
      title={`${formatDifference(difference)}: ${words}`}
    >
      {formatDifference(difference)}
      <span className="jp-Trackside-hidden">{words}</span>
    </span>
  );
}
