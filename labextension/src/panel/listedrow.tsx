import type { MouseEvent } from 'react';

import type { ListRow } from '../model/rowgroups';
import { GroupRow } from './firstuse';
import type { IRunListProps } from './runlist';
import { RunRow } from './runrow';

interface IListedRowProps {
  readonly row: ListRow;
  /** Place in the whole list, from 0. */
  readonly index: number;
  readonly isCurrent: boolean;
  readonly now: number;
  readonly list: IRunListProps;
  readonly onPress: (runId: string, event: MouseEvent) => void;
  readonly onFocus: (index: number) => void;
}

/** A run or a group of the list; what it is given of the list is so little that it is seldom drawn again. */
export function ListedRow({ row, list, now, ...place }: IListedRowProps) {
  if (row.kind === 'group') {
    return (
      <GroupRow
        {...{ row, ...place }}
        experiment={list.experimentOf(row.sample)}
        columns={list.columns}
        isChosen={row.runs.every(run => list.colourOf(run.run_id) !== null)}
        isWhole={list.isWhole}
        onFold={list.onFold}
        onToggle={list.onToggleGroup}
      />
    );
  }
  const { run, level, children, isFolded } = row;
  const { highlight } = list;
  return (
    <RunRow
      {...{ run, level, children, isFolded, now, ...place }}
      colour={list.colourOf(run.run_id)}
      experiment={list.experimentOf(run)}
      isSelected={list.isSelected(run.run_id)}
      series={list.seriesOf(run.run_id)}
      columns={list.columns}
      params={list.paramsOf(run)}
      isHighlighted={highlight.has(run.run_id)}
      baseline={list.baseline}
      onFold={list.onFold}
      onToggle={list.onToggle}
      onStar={list.onStar}
    />
  );
}
