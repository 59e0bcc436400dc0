import { useState } from 'react';

import { gridWidths, type IGridWidths } from './gridstyle';
import type { IRunListProps } from './runlist';

/** The widths of columns, and a way to change one: those that use them hear of it once it is let go. */
export function useColumnWidths(
  { columns, widths: chosen, onResize }: IRunListProps,
  room: number
): {
  readonly widths: IGridWidths;
  readonly resize: (word: string, width: number, isDone: boolean) => void;
} {
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const widths = gridWidths(columns, { ...chosen, ...dragged }, room);
  const resize = (word: string, width: number, isDone: boolean): void => {
    setDragged(isDone ? {} : { [word]: width });
    if (isDone) {
      onResize(word, width);
    }
  };
  return { widths, resize };
}
