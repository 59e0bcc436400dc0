import { useEffect, useMemo, useRef, useState } from 'react';

import { heldOrder } from '../model/holding';
import type { IRunRow } from '../model/nesting';

/** Rows in the order to draw, and the two ends of holding it. */
export interface IHeldRows {
  readonly rows: readonly IRunRow[];
  /** The pointer is over the list: keep the rows where they are. */
  readonly hold: () => void;
  readonly release: () => void;
}

interface IDrawn {
  readonly rows: readonly IRunRow[];
  readonly wish: string;
}

/**
 * Keep the order of rows while the pointer is over them.
 *
 * @param wish - What the user arranged the rows by; a new one is always obeyed.
 */
export function useHeldRows(rows: readonly IRunRow[], wish: string): IHeldRows {
  const [isHeld, setIsHeld] = useState(false);
  const drawn = useRef<IDrawn | null>(null);
  const shown = useMemo(() => {
    const before = drawn.current;
    return isHeld && before?.wish === wish ? reorder(rows, before.rows) : rows;
  }, [rows, wish, isHeld]);
  useEffect(() => {
    drawn.current = { rows: shown, wish };
  }, [shown, wish]);
  return {
    rows: shown,
    hold: () => setIsHeld(true),
    release: () => setIsHeld(false)
  };
}

function reorder(
  rows: readonly IRunRow[],
  drawn: readonly IRunRow[]
): readonly IRunRow[] {
  const byId = new Map(rows.map(row => [row.run.run_id, row]));
  const order = heldOrder(
    drawn.map(row => row.run.run_id),
    [...byId.keys()]
  );
  return order.flatMap(id => byId.get(id) ?? []);
}
