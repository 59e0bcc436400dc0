import type { ReactNode } from 'react';

import type { TracksideError } from '../api/error';
import { tracksideIcon } from '../icons';
import { Button } from './buttons';
import { usePanel } from './context';

interface IEmptyStateProps {
  readonly kind: string;
  readonly title: string;
  readonly children?: ReactNode;
}

/** A place with nothing to show, that says what to do. */
export function EmptyState({ kind, title, children }: IEmptyStateProps) {
  return (
    <section className="jp-Trackside-Empty" data-empty={kind}>
      <tracksideIcon.react tag="span" className="jp-Trackside-Empty-icon" />
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface IFailureProps {
  readonly error: TracksideError;
  readonly onRetry: () => void;
}

/** Something could not be read: the reason, and another try. */
export function Failure({ error, onRetry }: IFailureProps) {
  const { trans } = usePanel();
  const title =
    error.kind === 'network'
      ? trans.__('The server does not answer')
      : trans.__('The store reports an error');
  return (
    <EmptyState kind="failure" title={title}>
      <p className="jp-Trackside-Error" data-error-code={error.errorCode}>
        {error.message}
      </p>
      <Retry onRetry={onRetry} />
    </EmptyState>
  );
}

/** A button for another try. */
export function Retry({ onRetry }: { readonly onRetry: () => void }) {
  const { trans } = usePanel();
  return (
    <Button data-action="retry" onClick={onRetry}>
      {trans.__('Retry')}
    </Button>
  );
}
