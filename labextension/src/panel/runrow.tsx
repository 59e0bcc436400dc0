import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import { type CSSProperties, memo, type MouseEvent, useState } from 'react';

import type { IWireRun, IWireSeries } from '../api/wire';
import { formatParam, formatAge, formatTime } from '../format';
import { flagIcon } from '../icons';
import { isStarred } from '../model/runactions';
import { columnWord, type RunColumn } from '../model/runcolumns';
import { usePanel } from './context';
import { Eye } from './eye';
import { FactCell } from './factcell';
import { MetricCell } from './metriccell';
import { Star } from './star';
import { StatusIcon } from './status';

/** Height of a row in pixels: the windowing counts on it, `list.css` draws it. */
export const ROW_HEIGHT = 46;

interface IRunRowProps {
  readonly run: IWireRun;
  /** Its experiment's name, where there are rows of others. */
  readonly experiment: string | null;
  /** Place in the whole list, from 0. */
  readonly index: number;
  /** The run's colour if it is chosen. */
  readonly colour: string | null;
  readonly isSelected: boolean;
  /** True if it is pointed out for the moment. */
  readonly isHighlighted: boolean;
  /** From 1; a run that is a part of another is one deeper. */
  readonly level: number;
  /** Runs below this one. */
  readonly children: number;
  readonly isFolded: boolean;
  /** True if the keyboard is on this row. */
  readonly isCurrent: boolean;
  readonly columns: readonly RunColumn[];
  /** The course of the metric that is drawn. */
  readonly series: IWireSeries | undefined;
  /** The run that this one is compared to. */
  readonly baseline: IWireRun | null;
  /** Params of the second line. */
  readonly params: readonly string[];
  readonly now: number;
  readonly onPress: (runId: string, event: MouseEvent) => void;
  readonly onFold: (runId: string, isFolded: boolean) => void;
  readonly onToggle: (runId: string) => void;
  readonly onStar: (runId: string) => void;
  readonly onFocus: (index: number) => void;
}

/** One run: what it is called, how it is doing, and in what it differs. */
export const RunRow = memo(function RunRow(props: IRunRowProps) {
  const { run, experiment, index, colour, columns, params, now } = props;
  const { baseline } = props;
  const spark = columns.find(column => column.kind === 'metric');
  const [near, setNear] = useState<string | null>(null);
  // The same element may draw another run by now.
  const isNear = near === run.run_id;
  const isBare =
    experiment === null && !params.some(key => run.params[key] !== undefined);
  const alone =
    (act: (runId: string) => void) =>
    (event: MouseEvent): void => {
      event.stopPropagation();
      act(run.run_id);
    };
  return (
    <div
      role="row"
      className="jp-Trackside-Row"
      data-run-id={run.run_id}
      data-status={run.status}
      data-row-index={index}
      data-highlighted={props.isHighlighted || undefined}
      data-bare={isBare ? '' : undefined}
      aria-rowindex={index + 2}
      aria-level={props.level}
      aria-expanded={props.children > 0 ? !props.isFolded : undefined}
      aria-selected={props.isSelected}
      tabIndex={props.isCurrent ? 0 : -1}
      style={rowStyle(index, props.level)}
      onClick={event => props.onPress(run.run_id, event)}
      onPointerMove={() => setNear(run.run_id)}
      onFocus={() => {
        setNear(run.run_id);
        props.onFocus(index);
      }}
    >
      <div role="gridcell" className="jp-Trackside-Row-eye">
        <Eye
          name={run.name}
          colour={colour}
          isTabStop={false}
          isNear={isNear}
          onClick={alone(props.onToggle)}
        />
      </div>
      <div role="gridcell" className="jp-Trackside-Row-status">
        <StatusIcon status={run.status} />
      </div>
      <NameCell
        isBaseline={baseline?.run_id === run.run_id}
        onFold={alone(runId => props.onFold(runId, !props.isFolded))}
        onStar={alone(props.onStar)}
        below={props.children}
        {...{ run, isNear, isFolded: props.isFolded }}
      />
      <div
        role="gridcell"
        className="jp-Trackside-Row-start"
        title={formatTime(run.start_time)}
      >
        {formatAge(run.start_time, now)}
      </div>
      {columns.map(column =>
        column.kind === 'metric' ? (
          <MetricCell
            key={columnWord(column)}
            series={column === spark ? props.series : undefined}
            {...{ run, column, baseline, colour }}
          />
        ) : (
          <FactCell
            key={columnWord(column)}
            {...{ run, column, experiment, now }}
          />
        )
      )}
      <SecondLine {...{ run, experiment, params }} />
    </div>
  );
});

interface INameCellProps {
  readonly run: IWireRun;
  /** True once pointer or keyboard were on the row: until then there is no star to be clicked. */
  readonly isNear: boolean;
  /** Runs below this one. */
  readonly below: number;
  readonly isFolded: boolean;
  readonly isBaseline: boolean;
  readonly onFold: (event: MouseEvent) => void;
  readonly onStar: (event: MouseEvent) => void;
}

function NameCell(props: INameCellProps) {
  const { run, below, isFolded } = props;
  const { trans } = usePanel();
  const isOn = isStarred(run);
  const Caret = (isFolded ? caretRightIcon : caretDownIcon).react;
  return (
    <div role="gridcell" className="jp-Trackside-Row-name" title={run.name}>
      {below > 0 && (
        <button
          type="button"
          className="jp-Trackside-Fold"
          aria-label={
            isFolded
              ? trans.__('Unfold %1', run.name)
              : trans.__('Fold %1', run.name)
          }
          tabIndex={-1}
          onClick={props.onFold}
        >
          <Caret tag={null} width="16px" height="16px" />
        </button>
      )}
      {(props.isNear || isOn) && (
        <Star
          name={run.name}
          isOn={isOn}
          isTabStop={false}
          onClick={props.onStar}
        />
      )}
      {props.isBaseline && <BaselineBadge />}
      <span>{run.name}</span>
      {isFolded && <small>({below})</small>}
    </div>
  );
}

/** Pixels that a nested run stands further in. */
const INDENT = 14;

function rowStyle(index: number, level: number): CSSProperties {
  const style: Record<string, string | number> = {
    top: index * ROW_HEIGHT,
    '--jp-trackside-indent': `${(level - 1) * INDENT}px`
  };
  return style;
}

function BaselineBadge() {
  const { trans } = usePanel();
  return (
    <span
      className="jp-Trackside-Row-badge"
      data-badge="baseline"
      title={trans.__('The other runs are compared to this one')}
    >
      <flagIcon.react tag={null} width="13px" height="13px" />
      <span className="jp-Trackside-hidden">{trans.__('baseline')}</span>
    </span>
  );
}

interface ISecondLineProps {
  readonly run: IWireRun;
  readonly experiment: string | null;
  readonly params: readonly string[];
}

function SecondLine({ run, experiment, params }: ISecondLineProps) {
  const shown = params.filter(key => run.params[key] !== undefined);
  const words = shown.map(key => `${key}=${run.params[key] ?? ''}`);
  const text = [...(experiment === null ? [] : [experiment]), ...words];
  return (
    <div
      role="gridcell"
      className="jp-Trackside-Row-params"
      title={text.join('  ')}
    >
      {experiment !== null && (
        <span className="jp-Trackside-Row-experiment">{experiment}</span>
      )}
      {shown.map(key => (
        <span key={key} data-param={key}>
          <span className="jp-Trackside-Row-param">{key}</span>{' '}
          {formatParam(run.params[key] ?? '')}
        </span>
      ))}
    </div>
  );
}
