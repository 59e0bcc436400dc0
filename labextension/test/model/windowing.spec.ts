import { rowWindow, scrollToShow } from '../../src/model/windowing';

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

it.each([
  ['above', 2, 500, 92],
  ['below', 30, 0, 966],
  ['in view', 5, 0, 0]
])('scrolls to a row %s', (_, index, scrollTop, expected) => {
  expect(scrollToShow(index, 46, scrollTop, 460)).toBe(expected);
});
