import type { CSSProperties } from 'react';

import type { RunColumn } from '../model/runcolumns';
import { SPARK_WIDTH } from './sparkline';

const VALUE_WIDTH = 60;
const PARAM_WIDTH = 72;
const COLUMN_GAP = 2;

/** Widths of the columns; `list.css` turns them into a grid. */
export function gridStyle(columns: readonly RunColumn[]): CSSProperties {
  const spark = columns.find(column => column.kind === 'metric');
  const widths = columns.map(column =>
    column.kind === 'param'
      ? PARAM_WIDTH
      : VALUE_WIDTH + (column === spark ? SPARK_WIDTH : 0)
  );
  const width = widths.reduce((sum, each) => sum + each + COLUMN_GAP, 0);
  const style: Record<string, string> = {
    '--jp-trackside-columns-width': `${width}px`,
    // No track at all is no track list, and the whole grid would be dropped.
    '--jp-trackside-columns': widths.map(each => `${each}px`).join(' ') || '0px'
  };
  return style;
}
