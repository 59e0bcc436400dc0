import { asTracksideError } from '../api/error';
import { usePanel } from './context';
import { useLatest } from './latest';

/** An action whose failure the user is told of; the same function for as long as the component is drawn. */
export function useReported<A extends readonly unknown[]>(
  action: (...args: A) => Promise<void>
): (...args: A) => void {
  const { host } = usePanel();
  return useLatest((...args: A) => {
    action(...args).catch((reason: unknown) => {
      host.sayFailure(asTracksideError(reason).message);
    });
  });
}
