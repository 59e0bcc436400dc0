import type { CSSProperties } from 'react';

import type { RunAttribute } from '../model/runattributes';
import { columnWord, type RunColumn } from '../model/runcolumns';
import { SPARK_WIDTH } from './sparkline';

const VALUE_WIDTH = 60;
const TEXT_WIDTH = 72;
const ATTRIBUTE_WIDTHS: Readonly<Record<RunAttribute, number>> = {
  duration: 84,
  end: 36,
  status: 64,
  user: 64,
  source: 96,
  commit: 60,
  description: 120,
  datasets: 84,
  experiment: 96
};
const START_WIDTH = 36;
const LEAST_NAME_WIDTH = 80;
const COLUMN_GAP = 2;
/** Eye and status, which have no header to be wider by, and the row's own margins. */
const BESIDE = 26 + 20 + 12 + 3 * COLUMN_GAP;

/** How wide the columns are, in pixels. */
export interface IGridWidths {
  /** By the words of the columns, `name` and `start` among them. */
  readonly of: Readonly<Record<string, number>>;
  /** Of a whole row, at the least. */
  readonly total: number;
  /** False if the name takes the room that the others leave. */
  readonly isNameSet: boolean;
}

/**
 * The widths of the columns.
 *
 * @param chosen - What the user made of some of them, by their words.
 * @param room - What there is for a row.
 */
export function gridWidths(
  columns: readonly RunColumn[],
  chosen: Readonly<Record<string, number>>,
  room: number
): IGridWidths {
  const spark = columns.find(column => column.kind === 'metric');
  const usual = Object.fromEntries(
    columns.map(column => [
      columnWord(column),
      usualWidth(column, column === spark)
    ])
  );
  const of: Record<string, number> = { start: START_WIDTH, ...usual };
  for (const word of Object.keys(of)) {
    of[word] = chosen[word] ?? of[word] ?? TEXT_WIDTH;
  }
  const taken = Object.values(of).reduce((sum, each) => sum + each, 0);
  const others = BESIDE + taken + columns.length * COLUMN_GAP;
  const left = Math.max(LEAST_NAME_WIDTH, room - others);
  const least = chosen['name'] ?? LEAST_NAME_WIDTH;
  return {
    of: { ...of, name: chosen['name'] ?? left },
    total: others + least,
    isNameSet: chosen['name'] !== undefined
  };
}

/** The same as variables, which `list.css` turns into a grid. */
export function gridStyle(
  columns: readonly RunColumn[],
  { of, total, isNameSet }: IGridWidths
): CSSProperties {
  const tracks = columns.map(column => `${of[columnWord(column)]}px`);
  const style: Record<string, string> = {
    '--jp-trackside-least-width': `${total}px`,
    '--jp-trackside-name': isNameSet
      ? `${of['name']}px`
      : `minmax(${LEAST_NAME_WIDTH}px, 1fr)`,
    '--jp-trackside-start': `${of['start']}px`,
    // No track at all is no track list, and the whole grid would be dropped.
    '--jp-trackside-columns': tracks.join(' ') || '0px'
  };
  return style;
}

function usualWidth(column: RunColumn, hasSparkline: boolean): number {
  switch (column.kind) {
    case 'metric':
      return VALUE_WIDTH + (hasSparkline ? SPARK_WIDTH : 0);
    case 'attribute':
      return ATTRIBUTE_WIDTHS[column.key];
    default:
      return TEXT_WIDTH;
  }
}
