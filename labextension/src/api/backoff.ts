const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait after the n-th failure in a row.
 *
 * It doubles up to a limit. A quarter of it is chance, so that the tabs of a restarted server do not all
 * come back in the same instant.
 */
export function backoffMs(failures: number, random = Math.random): number {
  const full = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return full * (0.75 + 0.25 * random());
}
