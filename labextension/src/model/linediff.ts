import { diffLines } from 'diff';

/** A line of one text or the other, or of both. */
export interface IDiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What became of a text, line by line. */
export function lineDiff(before: string, after: string): readonly IDiffLine[] {
  // A last line without an end of line would differ from the same line with one.
  const parts = diffLines(`${before}\n`, `${after}\n`);
  return parts.flatMap(({ value, added, removed }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map(text => ({ kind, text }) as const);
  });
}
