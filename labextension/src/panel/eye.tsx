import type { MouseEvent } from 'react';

import { eyeIcon } from '../icons';
import { usePanel } from './context';

interface IEyeProps {
  /** Name of the run. */
  readonly name: string;
  /** The run's colour, or null if it is not chosen. */
  readonly colour: string | null;
  /** False where the row has a key of its own for it. */
  readonly isTabStop: boolean;
  /** False where nothing points at it: a list is full of eyes, and one of them is looked at. */
  readonly isNear?: boolean;
  readonly onClick: (event: MouseEvent) => void;
}

/** Chooses a run for comparison: a filled dot in its colour, or an empty ring. */
export function Eye(props: IEyeProps) {
  const { name, colour, isTabStop, isNear = true, onClick } = props;
  const { trans } = usePanel();
  const isChosen = colour !== null;
  return (
    <button
      type="button"
      className="jp-Trackside-Eye"
      aria-pressed={isChosen}
      aria-label={trans.__('Compare %1', name)}
      title={
        isChosen
          ? trans.__('Take out of the comparison')
          : trans.__('Take into the comparison')
      }
      tabIndex={isTabStop ? 0 : -1}
      onClick={onClick}
    >
      <span
        className="jp-Trackside-Dot"
        style={isChosen ? { background: colour, borderColor: colour } : {}}
      />
      {isNear && <eyeIcon.react tag={null} className="jp-Trackside-Eye-icon" />}
    </button>
  );
}
