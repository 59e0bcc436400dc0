import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

import { bearable, NARROWEST, WIDEST } from '../model/columnwidth';
import { usePanel } from './context';
import { fittingWidth } from './fittingwidth';

interface IColumnSeparatorProps {
  /** What the header says. */
  readonly label: string;
  readonly width: number;
  /** The width while the pointer is down, and when it is let go or a key was pressed. */
  readonly onResize: (width: number, isDone: boolean) => void;
}

/** What the pointer holds. */
interface IGrip {
  /** From where the pointer is to the width. */
  readonly offset: number;
  isMoved: boolean;
}

/** Pixels that an arrow key moves it. */
const STEP = 8;

/** The edge of a column: dragged, moved by the arrow keys, or made to fit by Enter or a double click. */
export function ColumnSeparator(props: IColumnSeparatorProps) {
  const { label, width, onResize } = props;
  const { trans } = usePanel();
  const grip = useRef<IGrip | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { offset: width - event.clientX, isMoved: false };
    }
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (grip.current) {
      grip.current.isMoved = true;
      onResize(bearable(grip.current.offset + event.clientX), false);
    }
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (grip.current?.isMoved) {
      onResize(bearable(grip.current.offset + event.clientX), true);
    }
    grip.current = null;
  };
  const fit = (separator: Element): void =>
    onResize(bearable(fittingWidth(separator)), true);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const wanted = widthAfter(event.key, width);
    if (event.key === 'Enter') {
      fit(event.currentTarget);
    } else if (wanted !== null) {
      onResize(bearable(wanted), true);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span
      role="separator"
      className="jp-Trackside-Header-separator"
      aria-orientation="vertical"
      aria-label={trans.__('Width of %1', label)}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      title={trans.__('Drag to resize, double click to fit')}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onDoubleClick={event => fit(event.currentTarget)}
      onKeyDown={onKeyDown}
    />
  );
}

function widthAfter(key: string, width: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return width - STEP;
    case 'ArrowRight':
      return width + STEP;
    case 'Home':
      return NARROWEST;
    case 'End':
      return WIDEST;
    default:
      return null;
  }
}
