import { useEffect, useMemo, useRef, useState } from 'react';

import type { IWireRun } from '../api/wire';
import { heldOrder } from '../model/holding';

/** Runs in the order to draw, and the two ends of holding it. */
export interface IHeldRuns {
  readonly runs: readonly IWireRun[];
  /** The pointer is over the list: keep the runs where they are. */
  readonly hold: () => void;
  readonly release: () => void;
}

interface IDrawn {
  readonly runs: readonly IWireRun[];
  readonly wish: string;
}

/**
 * Keep the order of runs while the pointer is over them.
 *
 * @param wish - What the user sorted them by; a new one is always obeyed.
 */
export function useHeldRuns(
  runs: readonly IWireRun[],
  wish: string
): IHeldRuns {
  const [isHeld, setIsHeld] = useState(false);
  const drawn = useRef<IDrawn | null>(null);
  const shown = useMemo(() => {
    const before = drawn.current;
    return isHeld && before?.wish === wish ? reorder(runs, before.runs) : runs;
  }, [runs, wish, isHeld]);
  useEffect(() => {
    drawn.current = { runs: shown, wish };
  }, [shown, wish]);
  return {
    runs: shown,
    hold: () => setIsHeld(true),
    release: () => setIsHeld(false)
  };
}

function reorder(
  runs: readonly IWireRun[],
  drawn: readonly IWireRun[]
): readonly IWireRun[] {
  const byId = new Map(runs.map(run => [run.run_id, run]));
  const order = heldOrder(
    drawn.map(run => run.run_id),
    [...byId.keys()]
  );
  return order.flatMap(id => byId.get(id) ?? []);
}
