import { movedIndex } from '../../src/panel/rowkeys';

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 0, 0],
  ['PageDown', 5, 15],
  ['PageUp', 5, 0],
  ['Home', 50, 0],
  ['End', 0, 99],
  ['x', 3, null]
])('%s from %p goes to %p', (key, from, to) => {
  expect(movedIndex(key, from, 100)).toBe(to);
});

it('goes nowhere in an empty list', () => {
  expect(movedIndex('End', 0, 0)).toBeNull();
});
