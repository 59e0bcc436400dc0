import type { IArtifactLine } from '../../src/model/artifacts';
import { treeStep } from '../../src/panel/treekeys';
import { runPlace } from '../samples';

function line(path: string, isFolder: boolean, isOpen: boolean): IArtifactLine {
  const parts = path.split('/');
  return {
    place: runPlace(path),
    name: parts[parts.length - 1] ?? '',
    isFolder,
    isOpen,
    size: null,
    depth: parts.length - 1,
    model: null
  };
}

const LINES = [
  line('data', true, true),
  line('data/Notes.txt', false, false),
  line('data/raw', true, false),
  line('empty', true, true),
  line('notes.md', false, false)
];

const go = (index: number) => ({ kind: 'go', index });
const fold = { kind: 'fold', isFolded: true };
const unfold = { kind: 'fold', isFolded: false };

it.each([
  ['ArrowDown', 0, go(1)],
  ['ArrowDown', 4, go(4)],
  ['ArrowUp', 1, go(0)],
  ['Home', 3, go(0)],
  ['End', 0, go(4)],
  ['ArrowRight', 0, go(1)],
  ['ArrowRight', 1, null],
  ['ArrowRight', 2, unfold],
  ['ArrowRight', 3, null],
  ['ArrowLeft', 0, fold],
  ['ArrowLeft', 1, go(0)],
  ['ArrowLeft', 2, go(0)],
  ['ArrowLeft', 3, fold],
  ['ArrowLeft', 4, null],
  ['n', 0, go(1)],
  ['N', 1, go(4)],
  ['n', 4, go(1)],
  ['x', 0, null],
  [' ', 0, null],
  ['Enter', 0, null]
])('%s on line %p', (key, current, step) => {
  expect(treeStep(key, current, LINES)).toEqual(step);
});
