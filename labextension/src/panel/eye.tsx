import { type MouseEvent, useState } from 'react';

import { eyeIcon } from '../icons';
import { usePanel } from './context';

interface IEyeProps {
  /** Name of the run. */
  readonly name: string;
  /** The run's colour, or null if it is not chosen. */
  readonly colour: string | null;
  /** False where the row has a key of its own for it. */
  readonly isTabStop: boolean;
  readonly onClick: (event: MouseEvent) => void;
}

/** Chooses a run for comparison: a filled dot in its colour, or an empty ring. */
export function Eye({ name, colour, isTabStop, onClick }: IEyeProps) {
  const { trans } = usePanel();
  const isChosen = colour !== null;
  // Drawn when it is first pointed at: a list is full of eyes.
  const [isNear, setIsNear] = useState(false);
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
      onPointerEnter={() => setIsNear(true)}
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
