import { useEffect, useMemo, useRef, useState } from 'react';

import type { IWireRun } from '../api/wire';
import { heldOrder } from '../model/holding';
import type { ISort } from '../model/sort';

/** Runs in the order to draw, and the two ends of holding it. */
export interface IHeldRuns {
  readonly runs: readonly IWireRun[];
  /** The pointer is over the list: keep the rows where they are. */
  readonly hold: () => void;
  readonly release: () => void;
}

interface IDrawn {
  readonly runs: readonly IWireRun[];
  readonly sort: ISort;
}

/** Keep the order of rows while the pointer is over them; a new sort order is always obeyed. */
export function useHeldRuns(runs: readonly IWireRun[], sort: ISort): IHeldRuns {
  const [isHeld, setIsHeld] = useState(false);
  const drawn = useRef<IDrawn | null>(null);
  const shown = useMemo(() => {
    const before = drawn.current;
    return isHeld && before?.sort === sort ? reorder(runs, before.runs) : runs;
  }, [runs, sort, isHeld]);
  useEffect(() => {
    drawn.current = { runs: shown, sort };
  }, [shown, sort]);
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
