/** The numbers of the elements that draw rows, by the rows' ids and in their order. */
export interface IElements {
  readonly of: ReadonlyMap<string, number>;
  /** The number of the next new element. */
  readonly next: number;
}

export const NO_ELEMENTS: IElements = { of: new Map(), next: 0 };

/**
 * The elements of the rows that are drawn now. A row that stays keeps its own, so that focus and pointer stay with it.
 *
 * @param isReused - Hand those of rows that left to rows that came, which costs less than making new ones and
 *   leaves nothing to be collected. They go from and to between the same rows that stay, so that none has to be moved.
 */
export function elementsOf(
  ids: readonly string[],
  before: IElements,
  isReused: boolean
): IElements {
  const free = isReused ? leftBehind(ids, before) : new Map<string, number[]>();
  const of = new Map<string, number>();
  let { next } = before;
  let neighbour = FIRST;
  for (const id of ids) {
    const own = before.of.get(id);
    neighbour = own === undefined ? neighbour : id;
    const given = own ?? free.get(neighbour)?.shift() ?? next;
    of.set(id, given);
    next = Math.max(next, given + 1);
  }
  return { of, next };
}

/** Stands for the row before the first; no id is empty. */
const FIRST = '';

/** The elements of rows that are gone, by the nearest row before them that stays. */
function leftBehind(
  ids: readonly string[],
  before: IElements
): ReadonlyMap<string, number[]> {
  const stays = new Set(ids);
  const free = new Map<string, number[]>();
  let neighbour = FIRST;
  for (const [id, element] of before.of) {
    if (stays.has(id)) {
      neighbour = id;
    } else {
      free.set(neighbour, [...(free.get(neighbour) ?? []), element]);
    }
  }
  return free;
}
