import type { IArtifactLine } from '../model/artifacts';
import { type FoldStep, foldStep, movedIndex } from './rowkeys';

/** What a key does on a line of a tree, as WAI-ARIA's pattern of a tree has it; null for nothing. */
export function treeStep(
  key: string,
  current: number,
  lines: readonly IArtifactLine[]
): FoldStep | null {
  const target =
    movedIndex(key, current, lines.length) ?? nextNamed(key, current, lines);
  return target === null
    ? foldStep(
        key,
        current,
        lines.map(({ depth, isFolder, isOpen }) => ({
          level: depth,
          canFold: isFolder,
          isFolded: isFolder && !isOpen
        }))
      )
    : { kind: 'go', index: target };
}

/** The next line, from the top again after the last one, whose name begins with a letter. */
function nextNamed(
  key: string,
  current: number,
  lines: readonly IArtifactLine[]
): number | null {
  if (key.length !== 1 || key === ' ') {
    return null;
  }
  const order = lines.map((_, step) => (current + 1 + step) % lines.length);
  const begins = (index: number): boolean =>
    lines[index]?.name.toLowerCase().startsWith(key.toLowerCase()) ?? false;
  return order.find(begins) ?? null;
}
