import type { KeyboardEvent, MouseEvent } from 'react';

import type { IRunRow } from '../model/nesting';
import { foldStep, type ITreeRow, movedIndex } from './rowkeys';
import type { IRunListProps } from './runlist';

/** A click opens a run; with Ctrl or Shift it selects. */
export function pressRow(
  runId: string,
  event: MouseEvent,
  rows: readonly IRunRow[],
  current: number,
  props: IRunListProps
): void {
  if (event.shiftKey) {
    props.onExtend(runId, order(rows), idAt(rows, current) ?? runId);
  } else if (event.ctrlKey || event.metaKey) {
    props.onSelect(runId);
  } else {
    props.onOpen(runId);
  }
}

/** Does what a key means on a row; says whether it means anything. */
export function onRowKey(
  event: KeyboardEvent,
  rows: readonly IRunRow[],
  current: number,
  props: IRunListProps,
  focusRow: (index: number) => void
): boolean {
  const runId = idAt(rows, current);
  const target = movedIndex(event.key, current, rows.length);
  const step = foldStep(event.key, current, rows.map(treeRow));
  if (runId === undefined) {
    return false;
  }
  if (target !== null) {
    if (event.shiftKey) {
      props.onExtend(idAt(rows, target) ?? runId, order(rows), runId);
    }
    focusRow(target);
    return true;
  }
  if (step?.kind === 'go') {
    focusRow(step.index);
    return true;
  }
  if (step) {
    props.onFold(runId, step.isFolded);
    return true;
  }
  return doKey(event, runId, rows, props);
}

function doKey(
  event: KeyboardEvent,
  runId: string,
  rows: readonly IRunRow[],
  props: IRunListProps
): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === 'a') {
    props.onSelectAll(order(rows));
    return true;
  }
  if (event.key === 'Escape') {
    // Without a selection Escape is the panel's.
    const isAny = rows.some(row => props.isSelected(row.run.run_id));
    props.onClear();
    return isAny;
  }
  const act = isCommand ? undefined : actions(props)[event.key];
  act?.(runId);
  return act !== undefined;
}

function actions(
  props: IRunListProps
): Readonly<Record<string, (runId: string) => void>> {
  return {
    Enter: props.onOpen,
    ' ': props.onToggle,
    s: props.onStar,
    c: props.onCompare,
    Delete: props.onDelete
  };
}

function treeRow({ level, children, isFolded }: IRunRow): ITreeRow {
  return { level, canFold: children > 0, isFolded };
}

function order(rows: readonly IRunRow[]): readonly string[] {
  return rows.map(row => row.run.run_id);
}

function idAt(rows: readonly IRunRow[], index: number): string | undefined {
  return rows[index]?.run.run_id;
}
