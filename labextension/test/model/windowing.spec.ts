import {
  isJump,
  placedRows,
  rowWindow,
  scrollToShow
} from '../../src/model/windowing';

it.each([
  ['the top', 10_000, 0, { first: 0, end: 17 }],
  ['the middle', 10_000, 46_000, { first: 994, end: 1017 }],
  ['the bottom', 100, 4140, { first: 84, end: 100 }],
  ['a short list', 3, 0, { first: 0, end: 3 }],
  ['an empty list', 0, 0, { first: 0, end: 0 }],
  ['a list that became shorter', 5, 46_000, { first: 0, end: 5 }],
  ['an overscrolled one', 100, -50, { first: 0, end: 17 }]
])('at %s', (_, count, scrollTop, expected) => {
  expect(rowWindow(count, 46, scrollTop, 460)).toEqual(expected);
});

it('draws nothing beside what is in view after a jump', () => {
  expect(rowWindow(10_000, 46, 46_000, 460, false)).toEqual({
    first: 1000,
    end: 1011
  });
});

it.each([
  ['before', 0, ['a0', 'c2', 'd3']],
  ['in', 3, ['c2', 'd3']],
  ['after', 4, ['c2', 'd3', 'e4']],
  ['nowhere', 9, ['c2', 'd3']]
])('draws the row that is kept %s the window', (_, kept, expected) => {
  const rows = ['a', 'b', 'c', 'd', 'e'];
  const placed = placedRows(rows, { first: 2, end: 4 }, kept);
  expect(placed.map(({ row, index }) => `${row}${index}`)).toEqual(expected);
});

it.each([
  [0, 460, false],
  [0, 461, true],
  [5000, 4000, true],
  [5000, 4900, false]
])('from %p to %p is a jump: %p', (before, after, expected) => {
  expect(isJump(before, after, 460)).toBe(expected);
});

it.each([
  ['above', 2, 500, 92],
  ['below', 30, 0, 966],
  ['in view', 5, 0, 0]
])('scrolls to a row %s', (_, index, scrollTop, expected) => {
  expect(scrollToShow(index, 46, scrollTop, 460)).toBe(expected);
});
