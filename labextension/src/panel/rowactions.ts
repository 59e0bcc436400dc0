import type { KeyboardEvent, MouseEvent } from 'react';

import type { IGroupRow, ListRow } from '../model/rowgroups';
import { type FoldStep, foldStep, type ITreeRow, movedIndex } from './rowkeys';
import type { IRunListProps } from './runlist';

/** A click opens a run; with Ctrl or Shift it selects. */
export function pressRow(
  runId: string,
  event: MouseEvent,
  rows: readonly ListRow[],
  current: number,
  props: IRunListProps
): void {
  if (event.shiftKey) {
    props.onExtend(runId, order(rows), runIdAt(rows, current) ?? runId);
  } else if (event.ctrlKey || event.metaKey) {
    props.onSelect(runId);
  } else {
    props.onOpen(runId);
  }
}

/** Does what a key means on a row; says whether it means anything. */
export function onRowKey(
  event: KeyboardEvent,
  rows: readonly ListRow[],
  current: number,
  props: IRunListProps,
  focusRow: (index: number) => void
): boolean {
  const row = rows[current];
  const target = movedIndex(event.key, current, rows.length);
  if (row === undefined) {
    return false;
  }
  if (target !== null) {
    const reached = runIdAt(rows, target);
    if (event.shiftKey && reached !== undefined) {
      const from = runIdAt(rows, current) ?? reached;
      props.onExtend(reached, order(rows), from);
    }
    focusRow(target);
    return true;
  }
  const step = foldStep(event.key, current, rows.map(treeRow));
  if (step) {
    takeStep(step, row, props, focusRow);
    return true;
  }
  return doKey(event, row, rows, props);
}

function takeStep(
  step: FoldStep,
  row: ListRow,
  props: IRunListProps,
  focusRow: (index: number) => void
): void {
  if (step.kind === 'go') {
    focusRow(step.index);
  } else {
    props.onFold(row.id, step.isFolded);
  }
}

function doKey(
  event: KeyboardEvent,
  row: ListRow,
  rows: readonly ListRow[],
  props: IRunListProps
): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === 'a') {
    props.onSelectAll(order(rows));
    return true;
  }
  if (event.key === 'Escape') {
    // Without a selection Escape is the panel's.
    const isAny = rows.some(each => props.isSelected(each.id));
    props.onClear();
    return isAny;
  }
  const acts =
    row.kind === 'run' ? runActions(row.id, props) : groupActions(row, props);
  const act = isCommand ? undefined : acts[event.key];
  act?.();
  return act !== undefined;
}

type Actions = Readonly<Record<string, () => void>>;

function runActions(runId: string, props: IRunListProps): Actions {
  return {
    Enter: () => props.onOpen(runId),
    ' ': () => props.onToggle(runId),
    s: () => props.onStar(runId),
    c: props.onCompare,
    Delete: () => props.onDelete(runId)
  };
}

function groupActions(row: IGroupRow, props: IRunListProps): Actions {
  return {
    Enter: () => props.onFold(row.id, !row.isFolded),
    ' ': () => props.onToggleGroup(row),
    c: props.onCompare
  };
}

function treeRow({ level, children, isFolded }: ListRow): ITreeRow {
  return { level, canFold: children > 0, isFolded };
}

/** Groups are not selected. */
function order(rows: readonly ListRow[]): readonly string[] {
  return rows.flatMap(row => (row.kind === 'run' ? [row.id] : []));
}

function runIdAt(rows: readonly ListRow[], index: number): string | undefined {
  const row = rows[index];
  return row?.kind === 'run' ? row.id : undefined;
}
