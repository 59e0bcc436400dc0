import type { ReactNode } from 'react';

import type { LoadState } from '../model/loadstate';
import { Failure } from './failure';
import { Loading } from './loading';

interface INotReadProps {
  readonly state: LoadState;
  /** What is said where the store holds no such thing; without it that is a failure as any other. */
  readonly missing?: ReactNode;
  readonly onRetry: () => void;
}

/** What stands in the place of something that is not read yet: that it comes, or why it does not. */
export function NotRead({ state, missing, onRetry }: INotReadProps) {
  if (state.kind !== 'failed') {
    return <Loading />;
  }
  const { error } = state;
  return error.kind === 'unknown' && missing !== undefined ? (
    <>{missing}</>
  ) : (
    <Failure error={error} onRetry={onRetry} />
  );
}
