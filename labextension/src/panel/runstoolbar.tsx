import { closeIcon } from '@jupyterlab/ui-components';

import {
  ascendingIcon,
  columnsIcon,
  compareIcon,
  descendingIcon
} from '../icons';
import { type ISort, sortKey, sortWord } from '../model/sort';
import { usePanel } from './context';
import { Popover } from './popover';

interface IRunsToolbarProps {
  readonly sort: ISort;
  readonly metricKeys: readonly string[];
  readonly metricColumns: readonly string[];
  /** How many runs are chosen. */
  readonly chosen: number;
  readonly onSort: (sort: ISort) => void;
  readonly onToggleColumn: (key: string) => void;
  readonly onCompare: () => void;
  readonly onClear: () => void;
}

/** Above the run list: in what order, with which columns, and the way to compare. */
export function RunsToolbar(props: IRunsToolbarProps) {
  const { chosen } = props;
  const { trans } = usePanel();
  return (
    <div className="jp-Trackside-Toolbar">
      <SortControl {...props} />
      <Popover icon={columnsIcon} label={trans.__('Metric columns')}>
        <ColumnChoice {...props} />
      </Popover>
      <button
        type="button"
        className="jp-Trackside-Button"
        data-action="compare"
        disabled={chosen < 2}
        title={
          chosen < 2
            ? trans.__('Choose two or more runs by their dots to compare them')
            : trans.__('Compare the chosen runs')
        }
        onClick={props.onCompare}
      >
        <compareIcon.react tag={null} />
        {chosen > 0 ? trans.__('Compare (%1)', chosen) : trans.__('Compare')}
      </button>
      {chosen > 0 && (
        <button
          type="button"
          className="jp-Trackside-IconButton"
          data-action="clear-selection"
          title={trans.__('Choose none')}
          onClick={props.onClear}
        >
          <closeIcon.react tag={null} />
        </button>
      )}
    </div>
  );
}

function SortControl({ sort, metricKeys, onSort }: IRunsToolbarProps) {
  const { trans } = usePanel();
  const Icon = (sort.isDescending ? descendingIcon : ascendingIcon).react;
  return (
    <span className="jp-Trackside-Sort">
      <select
        aria-label={trans.__('Sort by')}
        data-control="sort"
        value={sortWord(sort.key)}
        onChange={event => {
          const key = sortKey(event.target.value);
          onSort({ key, isDescending: key.by !== 'name' });
        }}
      >
        <option value="start">{trans.__('Start time')}</option>
        <option value="name">{trans.__('Name')}</option>
        {metricKeys.map(metric => (
          <option key={metric} value={sortWord({ by: 'metric', metric })}>
            {metric}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="jp-Trackside-IconButton"
        data-action="turn-order"
        title={
          sort.isDescending
            ? trans.__('Descending: turn round')
            : trans.__('Ascending: turn round')
        }
        onClick={() => onSort({ ...sort, isDescending: !sort.isDescending })}
      >
        <Icon tag={null} />
      </button>
    </span>
  );
}

function ColumnChoice(props: IRunsToolbarProps) {
  const { trans } = usePanel();
  if (props.metricKeys.length === 0) {
    return <p>{trans.__('No metrics have been logged yet.')}</p>;
  }
  return (
    <fieldset>
      <legend>{trans.__('Metric columns')}</legend>
      {props.metricKeys.map(key => (
        <label key={key} title={key}>
          <input
            type="checkbox"
            data-column-choice={key}
            checked={props.metricColumns.includes(key)}
            onChange={() => props.onToggleColumn(key)}
          />
          <span>{key}</span>
        </label>
      ))}
    </fieldset>
  );
}
