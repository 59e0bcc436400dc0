/** Narrower a column says nothing, wider it leaves no room for others. */
export const NARROWEST = 32;
export const WIDEST = 800;

/** A width that a column can have, in whole pixels. */
export function bearable(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}
