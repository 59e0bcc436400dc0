import type { ReactNode } from 'react';

import { ascendingIcon, descendingIcon } from '../icons';
import type { RunColumn } from '../model/runcolumns';
import {
  columnKey,
  isSameKey,
  type ISort,
  nextSort,
  type SortKey,
  sortWord
} from '../model/sort';
import { usePanel } from './context';

interface IRunHeaderProps {
  readonly sort: ISort;
  readonly columns: readonly RunColumn[];
  readonly onSort: (sort: ISort) => void;
}

/** The run list's headers: a click sorts, a second one turns the order round. */
export function RunHeader({ sort, columns, onSort }: IRunHeaderProps) {
  const { trans } = usePanel();
  const header = (
    key: SortKey,
    label: string,
    column?: RunColumn
  ): ReactNode => (
    <Header
      key={sortWord(key)}
      sortKey={key}
      label={label}
      column={column}
      sort={sort}
      onSort={onSort}
    />
  );
  return (
    <div
      role="row"
      className="jp-Trackside-Row jp-Trackside-Header"
      aria-rowindex={1}
    >
      <div role="columnheader">
        <span className="jp-Trackside-hidden">{trans.__('Compare')}</span>
      </div>
      <div role="columnheader">
        <span className="jp-Trackside-hidden">{trans.__('Status')}</span>
      </div>
      {header({ by: 'name' }, trans.__('Run'))}
      {header({ by: 'start' }, trans.__('Start'))}
      {columns.map(column => header(columnKey(column), column.key, column))}
      <div role="columnheader" className="jp-Trackside-hidden">
        {trans.__('Parameters')}
      </div>
    </div>
  );
}

interface IHeaderProps {
  readonly sortKey: SortKey;
  readonly label: string;
  readonly column: RunColumn | undefined;
  readonly sort: ISort;
  readonly onSort: (sort: ISort) => void;
}

function Header({ sortKey, label, column, sort, onSort }: IHeaderProps) {
  const metric = column?.kind === 'metric' ? column : null;
  const choice = metric?.choice === 'last' ? null : metric?.choice;
  const isSorted = isSameKey(sortKey, sort.key);
  const Icon = (sort.isDescending ? descendingIcon : ascendingIcon).react;
  return (
    <div
      role="columnheader"
      className="jp-Trackside-Header-cell"
      aria-sort={sortedWord(isSorted, sort)}
      data-column={column ? `${column.kind}:${column.key}` : sortKey.by}
    >
      <button
        type="button"
        title={choice ? `${label} (${choice})` : label}
        onClick={() => onSort(nextSort(sort, sortKey, metric?.rises))}
      >
        <span>{label}</span>
        {choice && <small>{choice}</small>}
        {isSorted && <Icon tag={null} width="10px" height="10px" />}
      </button>
    </div>
  );
}

function sortedWord(
  isSorted: boolean,
  sort: ISort
): 'ascending' | 'descending' | 'none' {
  if (!isSorted) {
    return 'none';
  }
  return sort.isDescending ? 'descending' : 'ascending';
}
