import { memo, type MouseEvent } from 'react';

import { parseValue } from '../api/value';
import type { IWireMetric, IWireRun } from '../api/wire';
import {
  formatParam,
  formatRelative,
  formatTime,
  formatValue
} from '../format';
import { usePanel } from './context';
import { Eye } from './eye';
import { StatusIcon } from './status';

/** Height of a row in pixels: the windowing counts on it, `list.css` draws it. */
export const ROW_HEIGHT = 46;

interface IRunRowProps {
  readonly run: IWireRun;
  /** Place in the whole list, from 0. */
  readonly index: number;
  /** The run's colour if it is chosen. */
  readonly colour: string | null;
  /** True if the keyboard is on this row. */
  readonly isCurrent: boolean;
  readonly metricColumns: readonly string[];
  /** Params of the second line. */
  readonly params: readonly string[];
  readonly now: number;
  readonly onOpen: (runId: string) => void;
  readonly onToggle: (runId: string) => void;
  readonly onFocus: (index: number) => void;
}

/** One run: what it is called, how it is doing, and in what it differs. */
export const RunRow = memo(function RunRow(props: IRunRowProps) {
  const { run, index, colour, metricColumns, params, now } = props;
  const hasParams = params.some(key => run.params[key] !== undefined);
  const onToggle = (event: MouseEvent): void => {
    event.stopPropagation();
    props.onToggle(run.run_id);
  };
  return (
    <div
      role="row"
      className="jp-Trackside-Row"
      data-run-id={run.run_id}
      data-status={run.status}
      data-row-index={index}
      data-bare={hasParams ? undefined : ''}
      aria-rowindex={index + 2}
      aria-selected={colour !== null}
      tabIndex={props.isCurrent ? 0 : -1}
      style={{ top: index * ROW_HEIGHT }}
      onClick={() => props.onOpen(run.run_id)}
      onFocus={() => props.onFocus(index)}
    >
      <div role="gridcell" className="jp-Trackside-Row-eye">
        <Eye
          name={run.name}
          colour={colour}
          isTabStop={false}
          onClick={onToggle}
        />
      </div>
      <div role="gridcell" className="jp-Trackside-Row-status">
        <StatusIcon status={run.status} />
      </div>
      <div role="gridcell" className="jp-Trackside-Row-name" title={run.name}>
        {run.name}
      </div>
      <div
        role="gridcell"
        className="jp-Trackside-Row-start"
        title={formatTime(run.start_time)}
      >
        {formatRelative(run.start_time, now)}
      </div>
      {metricColumns.map(key => (
        <MetricCell key={key} name={key} metric={run.metrics[key]} />
      ))}
      <Params run={run} params={params} />
    </div>
  );
});

interface IMetricCellProps {
  readonly name: string;
  readonly metric: IWireMetric | undefined;
}

function MetricCell({ name, metric }: IMetricCellProps) {
  const { trans } = usePanel();
  if (!metric) {
    return (
      <div
        role="gridcell"
        className="jp-Trackside-Row-metric"
        data-metric={name}
      >
        <span title={trans.__('%1 was not logged', name)}>–</span>
      </div>
    );
  }
  const [last, min, max] = [metric.last, metric.min, metric.max].map(value =>
    formatValue(parseValue(value))
  );
  return (
    <div
      role="gridcell"
      className="jp-Trackside-Row-metric"
      data-metric={name}
      data-value={String(metric.last)}
      title={trans.__(
        '%1: %2 at step %3 (min %4, max %5)',
        name,
        last,
        metric.step,
        min,
        max
      )}
    >
      {last}
    </div>
  );
}

interface IParamsProps {
  readonly run: IWireRun;
  readonly params: readonly string[];
}

function Params({ run, params }: IParamsProps) {
  const shown = params.filter(key => run.params[key] !== undefined);
  const text = shown.map(key => `${key}=${run.params[key] ?? ''}`).join('  ');
  return (
    <div role="gridcell" className="jp-Trackside-Row-params" title={text}>
      {shown.map(key => (
        <span key={key} data-param={key}>
          <span className="jp-Trackside-Row-param">{key}</span>{' '}
          {formatParam(run.params[key] ?? '')}
        </span>
      ))}
    </div>
  );
}
