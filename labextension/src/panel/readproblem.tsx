import type { LoadState } from '../model/loadstate';
import { Problem } from './problem';

interface IReadProblemProps {
  readonly state: LoadState;
  /** Another try, where that may help. */
  readonly onRetry?: () => void;
}

/** Why something could not be read; nothing if it could. */
export function ReadProblem({ state, ...more }: IReadProblemProps) {
  return state.kind === 'failed' ? (
    <Problem text={state.error.message} {...more} />
  ) : null;
}
