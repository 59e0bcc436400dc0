import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import { memo, type MouseEvent, useMemo } from 'react';

import { formatCount, formatValue } from '../format';
import type { IMetricColumn, RunColumn } from '../model/runcolumns';
import { columnWord } from '../model/runcolumns';
import { groupValue, type IGroupRow } from '../model/rowgroups';
import { columnLabel } from './columnlabel';
import { usePanel } from './context';
import { Eye } from './eye';
import { factOf } from './factcell';
import { ROW_HEIGHT } from './runrow';

export interface IGroupRowProps {
  readonly row: IGroupRow;
  /** Place in the whole list, from 0. */
  readonly index: number;
  /** True if the keyboard is on this row. */
  readonly isCurrent: boolean;
  /** The name of its runs' experiment, where there are rows of others. */
  readonly experiment: string | null;
  readonly columns: readonly RunColumn[];
  /** True if all of its runs are drawn. */
  readonly isChosen: boolean;
  /** False if more of its runs may not be loaded yet. */
  readonly isWhole: boolean;
  readonly onFold: (id: string, isFolded: boolean) => void;
  readonly onToggle: (row: IGroupRow) => void;
  readonly onFocus: (index: number) => void;
}

/** A row for the runs that have something in common: what, how many, and what their metrics come down to. */
export const GroupRow = memo(function GroupRow(props: IGroupRowProps) {
  const { row, index, isWhole, columns } = props;
  const { trans } = usePanel();
  const { grouping, sample, isFolded } = row;
  const label = columnLabel(grouping, trans);
  const fact = factOf(sample, grouping, props.experiment, 0, trans);
  const value = fact?.short ?? trans.__('none');
  const count = formatCount(row.runs.length);
  const Caret = (isFolded ? caretRightIcon : caretDownIcon).react;
  const onEye = (event: MouseEvent): void => {
    event.stopPropagation();
    props.onToggle(row);
  };
  return (
    <div
      role="row"
      className="jp-Trackside-Row jp-Trackside-Row-group"
      data-group={fact?.whole ?? ''}
      data-row-index={index}
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={!isFolded}
      tabIndex={props.isCurrent ? 0 : -1}
      style={{ top: index * ROW_HEIGHT }}
      onClick={() => props.onFold(row.id, !isFolded)}
      onFocus={() => props.onFocus(index)}
    >
      <div role="gridcell" className="jp-Trackside-Row-eye">
        <Eye
          name={`${label} ${value}`}
          colour={props.isChosen ? 'var(--jp-ui-font-color2)' : null}
          isTabStop={false}
          onClick={onEye}
        />
      </div>
      <div role="gridcell" className="jp-Trackside-Row-status">
        <Caret tag={null} width="16px" height="16px" />
      </div>
      <div
        role="gridcell"
        className="jp-Trackside-Row-name"
        title={`${label}: ${fact?.whole ?? value}`}
      >
        <span>{value}</span>
      </div>
      <div role="gridcell" />
      {columns.map(column => (
        <GroupCell key={columnWord(column)} {...{ row, column }} />
      ))}
      <div role="gridcell" className="jp-Trackside-Row-params">
        <span className="jp-Trackside-Row-param">{label}</span>{' '}
        {isWhole
          ? trans._n('%1 run', '%1 runs', row.runs.length, count)
          : trans.__('%1 of the runs loaded so far', count)}
      </div>
    </div>
  );
});

interface IGroupCellProps {
  readonly row: IGroupRow;
  readonly column: RunColumn;
}

function GroupCell({ row, column }: IGroupCellProps) {
  return column.kind === 'metric' ? (
    <GroupMetric {...{ row, column }} />
  ) : (
    <div role="gridcell" />
  );
}

function GroupMetric({
  row,
  column
}: {
  readonly row: IGroupRow;
  readonly column: IMetricColumn;
}) {
  const { trans } = usePanel();
  const found = useMemo(() => groupValue(row.runs, column), [row.runs, column]);
  if (!found) {
    return (
      <div role="gridcell" className="jp-Trackside-Row-metric">
        <span>–</span>
      </div>
    );
  }
  const { value, isMean, min, max, count } = found;
  const kind = isMean ? trans.__('mean') : column.choice;
  const title = trans.__(
    '%1: %2 of %3 runs, from %4 to %5',
    column.key,
    kind,
    formatCount(count),
    formatValue(min),
    formatValue(max)
  );
  return (
    <div
      role="gridcell"
      className="jp-Trackside-Row-metric"
      data-metric={column.key}
      data-value={value}
      title={title}
    >
      <span>
        {isMean && <small aria-hidden="true">⌀ </small>}
        {formatValue(value)}
      </span>
    </div>
  );
}
