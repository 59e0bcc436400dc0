import type { CSSProperties } from 'react';

import type { RunAttribute } from '../model/runattributes';
import type { RunColumn } from '../model/runcolumns';
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
  experiment: 96
};
const COLUMN_GAP = 2;

/** Widths of the columns; `list.css` turns them into a grid. */
export function gridStyle(columns: readonly RunColumn[]): CSSProperties {
  const spark = columns.find(column => column.kind === 'metric');
  const widths = columns.map(column => usualWidth(column, column === spark));
  const width = widths.reduce((sum, each) => sum + each + COLUMN_GAP, 0);
  const style: Record<string, string> = {
    '--jp-trackside-columns-width': `${width}px`,
    // No track at all is no track list, and the whole grid would be dropped.
    '--jp-trackside-columns': widths.map(each => `${each}px`).join(' ') || '0px'
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
