import type { MouseEvent } from 'react';

import { noStarIcon, starIcon } from '../icons';
import { usePanel } from './context';

interface IStarProps {
  /** Name of the run. */
  readonly name: string;
  readonly isOn: boolean;
  /** False where the row has a key of its own for it. */
  readonly isTabStop: boolean;
  readonly onClick: (event: MouseEvent) => void;
}

/** Marks a run for everybody who looks at it. */
export function Star({ name, isOn, isTabStop, onClick }: IStarProps) {
  const { trans } = usePanel();
  const Icon = (isOn ? starIcon : noStarIcon).react;
  return (
    <button
      type="button"
      className="jp-Trackside-Star"
      aria-pressed={isOn}
      aria-label={trans.__('Star %1', name)}
      title={isOn ? trans.__('Take the star') : trans.__('Star')}
      tabIndex={isTabStop ? 0 : -1}
      onClick={onClick}
    >
      <Icon tag={null} />
    </button>
  );
}
