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
