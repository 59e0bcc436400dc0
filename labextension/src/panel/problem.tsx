import { LinkButton } from './buttons';
import { usePanel } from './context';

interface IProblemProps {
  readonly text: string;
  readonly onRetry: () => void;
}

/** What went wrong with a part of a view, and another try. */
export function Problem({ text, onRetry }: IProblemProps) {
  const { trans } = usePanel();
  return (
    <p className="jp-Trackside-Error" role="alert">
      {text} <LinkButton onClick={onRetry}>{trans.__('Retry')}</LinkButton>
    </p>
  );
}
