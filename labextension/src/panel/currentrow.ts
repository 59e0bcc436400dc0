import { useState } from 'react';

import type { ListRow } from '../model/rowgroups';
import { useLatest } from './latest';

/** The row that the keyboard was put on. */
interface IChosenRow {
  /** Null as long as it is just the first one. */
  readonly id: string | null;
  /** Where it was then. */
  readonly index: number;
}

/** Place of the row that the keyboard is on, which goes along with it, and a way to another one. */
export function useCurrentRow(
  rows: readonly ListRow[],
  startAt: string | null
): readonly [number, (index: number) => void] {
  const [chosen, setChosen] = useState<IChosenRow>({ id: startAt, index: 0 });
  const goTo = useLatest((index: number) =>
    setChosen({ id: rows[index]?.id ?? null, index })
  );
  return [placeOf(rows, chosen), goTo];
}

/** Where the row is now; if it is gone, what took its place. */
function placeOf(rows: readonly ListRow[], { id, index }: IChosenRow): number {
  const hasMoved = id !== null && rows[index]?.id !== id;
  const found = hasMoved ? rows.findIndex(row => row.id === id) : index;
  const place = found < 0 ? index : found;
  return Math.max(0, Math.min(place, rows.length - 1));
}
