import type { ReactNode } from 'react';

import type { LoadState } from '../model/loadstate';
import { usePanel } from './context';
import { Failure } from './emptystate';

interface INotReadProps {
  readonly state: LoadState;
  /** What is said where the store holds no such thing; without it that is a failure as any other. */
  readonly missing?: ReactNode;
  readonly onRetry: () => void;
}

/** What stands in the place of something that is not read yet: that it comes, or why it does not. */
export function NotRead({ state, missing, onRetry }: INotReadProps) {
  const { trans } = usePanel();
  if (state.kind !== 'failed') {
    return (
      <p className="jp-Trackside-Loading" role="status">
        {trans.__('Loading…')}
      </p>
    );
  }
  const { error } = state;
  return error.kind === 'unknown' && missing !== undefined ? (
    <>{missing}</>
  ) : (
    <Failure error={error} onRetry={onRetry} />
  );
}
