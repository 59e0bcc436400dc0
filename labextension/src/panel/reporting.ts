import { useCallback, useRef } from 'react';

import { asTracksideError } from '../api/error';
import { usePanel } from './context';

/** An action whose failure the user is told of; the same function for as long as the component is drawn. */
export function useReported<A extends readonly unknown[]>(
  action: (...args: A) => Promise<void>
): (...args: A) => void {
  const { host } = usePanel();
  const latest = useRef(action);
  latest.current = action;
  return useCallback(
    (...args: A) => {
      latest.current(...args).catch((reason: unknown) => {
        host.sayFailure(asTracksideError(reason).message);
      });
    },
    [host]
  );
}
