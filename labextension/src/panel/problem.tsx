import type { LoadState } from '../model/loadstate';
import { LinkButton } from './buttons';
import { usePanel } from './context';

interface IProblemProps {
  readonly text: string;
  /** Another try, where that may help. */
  readonly onRetry?: () => void;
}

/** What went wrong with a part of a view. */
export function Problem({ text, onRetry }: IProblemProps) {
  const { trans } = usePanel();
  return (
    <p className="jp-Trackside-Error" role="alert">
      {text}
      {onRetry && (
        <>
          {' '}
          <LinkButton onClick={onRetry}>{trans.__('Retry')}</LinkButton>
        </>
      )}
    </p>
  );
}

interface IReadProblemProps extends Omit<IProblemProps, 'text'> {
  readonly state: LoadState;
}

/** Why something could not be read; nothing if it could. */
export function ReadProblem({ state, ...more }: IReadProblemProps) {
  return state.kind === 'failed' ? (
    <Problem text={state.error.message} {...more} />
  ) : null;
}
