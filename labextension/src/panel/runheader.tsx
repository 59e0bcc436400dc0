import type { ReactNode } from 'react';

import { ascendingIcon, descendingIcon } from '../icons';
import { columnWord, type RunColumn } from '../model/runcolumns';
import {
  columnKey,
  isSameKey,
  type ISort,
  nextSort,
  type SortKey
} from '../model/sort';
import { columnLabel, columnTitle } from './columnlabel';
import { ColumnSeparator } from './columnseparator';
import { usePanel } from './context';

interface IRunHeaderProps {
  readonly sort: ISort;
  readonly columns: readonly RunColumn[];
  /** In pixels, by the words of all columns. */
  readonly widths: Readonly<Record<string, number>>;
  readonly onSort: (sort: ISort) => void;
  readonly onResize: (word: string, width: number, isDone: boolean) => void;
}

/** The run list's headers: a click sorts, a second one turns the order round. */
export function RunHeader(props: IRunHeaderProps) {
  const { sort, columns, widths, onSort, onResize } = props;
  const { trans } = usePanel();
  const header = (
    sortKey: SortKey | null,
    name: string,
    label: string,
    column?: RunColumn
  ): ReactNode => (
    <Header
      key={name}
      {...{ name, sortKey, label, column, sort, onSort, onResize }}
      width={widths[name] ?? 0}
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
      {header({ by: 'name' }, 'name', trans.__('Run'))}
      {header({ by: 'start' }, 'start', trans.__('Start'))}
      {columns.map(column =>
        header(
          columnKey(column),
          columnWord(column),
          columnLabel(column, trans),
          column
        )
      )}
      <div role="columnheader" className="jp-Trackside-hidden">
        {trans.__('Parameters')}
      </div>
    </div>
  );
}

interface IHeaderProps {
  readonly name: string;
  /** Null if no store has an order by the column. */
  readonly sortKey: SortKey | null;
  readonly label: string;
  readonly column: RunColumn | undefined;
  readonly sort: ISort;
  readonly width: number;
  readonly onSort: (sort: ISort) => void;
  readonly onResize: (word: string, width: number, isDone: boolean) => void;
}

function Header(props: IHeaderProps) {
  const { name, sortKey, label, column, sort, onSort } = props;
  const { trans } = usePanel();
  const metric = column?.kind === 'metric' ? column : null;
  const choice = metric?.choice === 'last' ? null : metric?.choice;
  const isSorted = sortKey !== null && isSameKey(sortKey, sort.key);
  const Icon = (sort.isDescending ? descendingIcon : ascendingIcon).react;
  const title = column ? columnTitle(column, label, trans) : label;
  return (
    <div
      role="columnheader"
      className="jp-Trackside-Header-cell"
      aria-sort={sortedWord(isSorted, sort)}
      data-column={name}
    >
      {sortKey === null ? (
        <span title={trans.__('%1: the store has no order by it', title)}>
          {label}
        </span>
      ) : (
        <button
          type="button"
          title={choice ? `${title} (${choice})` : title}
          onClick={() => onSort(nextSort(sort, sortKey, metric?.rises))}
        >
          <span>{label}</span>
          {choice && <small>{choice}</small>}
          {isSorted && <Icon tag={null} width="10px" height="10px" />}
        </button>
      )}
      <ColumnSeparator
        label={title}
        width={props.width}
        onResize={(width, isDone) => props.onResize(name, width, isDone)}
      />
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
