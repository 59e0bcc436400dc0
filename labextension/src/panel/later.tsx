import {
  type ComponentType,
  useCallback,
  useEffect,
  useReducer,
  useState
} from 'react';

import { asTracksideError } from '../api/error';
import type { Later } from '../later';
import { usePanel } from './context';
import { Loading } from './loading';
import { Problem } from './problem';

/** Code that a component draws with. */
interface IUsedLater<T> {
  /** Null until it has come. */
  readonly code: T | null;
  /** Why it did not come. */
  readonly problem: string | null;
  readonly retry: () => void;
}

/** Load what is wanted, and draw again when it has come, or is known not to come. */
export function useLater<T>(later: Later<T>, isWanted = true): IUsedLater<T> {
  const { trans } = usePanel();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [problem, setProblem] = useState<string | null>(null);
  const retry = useCallback(() => {
    setProblem(null);
    later
      .load(trans)
      .then(redraw, (reason: unknown) =>
        setProblem(asTracksideError(reason).message)
      );
  }, [later, trans]);
  useEffect(() => {
    if (isWanted && !later.code) {
      retry();
    }
  }, [later, isWanted, retry]);
  return { code: later.code, problem, retry };
}

/** A component of code that comes later; at once if the code is there. */
export function drawnLater<T, P extends object>(
  later: Later<T>,
  pick: (code: T) => ComponentType<P>
): ComponentType<P> {
  return function DrawnLater(props: P) {
    const { code, problem, retry } = useLater(later);
    if (code) {
      const Drawn = pick(code);
      return <Drawn {...props} />;
    }
    return problem === null ? (
      <Loading />
    ) : (
      <Problem text={problem} onRetry={retry} />
    );
  };
}

/** Load code before it is wanted, once what the component draws is on the screen and nothing else is to be done. */
export function useAhead(later: Later<unknown>): void {
  const { trans } = usePanel();
  useEffect(() => {
    const load = (): void => {
      // Who wants it then tries again, and says what is wrong.
      later.load(trans).catch(() => undefined);
    };
    // Safari has no such callback.
    const idle = window.requestIdleCallback as
      typeof window.requestIdleCallback | undefined;
    if (idle) {
      idle(load);
    } else {
      window.setTimeout(load);
    }
  }, [later, trans]);
}
