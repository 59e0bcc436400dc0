/** Rows that Page Up and Page Down go over. */
const PAGE = 10;

/** The row that a key goes to, or null if the key moves nowhere. */
export function movedIndex(
  key: string,
  current: number,
  count: number
): number | null {
  const target = targetOf(key, current, count);
  if (target === null || count === 0) {
    return null;
  }
  return Math.max(0, Math.min(count - 1, target));
}

function targetOf(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current + 1;
    case 'ArrowUp':
      return current - 1;
    case 'PageDown':
      return current + PAGE;
    case 'PageUp':
      return current - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** What an arrow to the side does in a tree of rows. */
export type FoldStep =
  | { readonly kind: 'fold'; readonly isFolded: boolean }
  | { readonly kind: 'go'; readonly index: number };

/** What is to be known of a row of a tree. */
export interface ITreeRow {
  readonly level: number;
  /** Whether there may be rows below it. */
  readonly canFold: boolean;
  readonly isFolded: boolean;
}

/** Right unfolds, then goes in; left folds, then goes out; null where there is neither. */
export function foldStep(
  key: string,
  current: number,
  rows: readonly ITreeRow[]
): FoldStep | null {
  const row = rows[current];
  if (!row || (key !== 'ArrowLeft' && key !== 'ArrowRight')) {
    return null;
  }
  const isOpen = row.canFold && !row.isFolded;
  if (key === 'ArrowRight') {
    return row.isFolded
      ? { kind: 'fold', isFolded: false }
      : isOpen && (rows[current + 1]?.level ?? 0) > row.level
        ? { kind: 'go', index: current + 1 }
        : null;
  }
  if (isOpen) {
    return { kind: 'fold', isFolded: true };
  }
  const parent = rows
    .slice(0, current)
    .map(each => each.level)
    .lastIndexOf(row.level - 1);
  return parent < 0 ? null : { kind: 'go', index: parent };
}
