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
