import { parseValue } from '../../src/api/value';

it.each([
  [1.5, 1.5],
  ['NaN' as const, NaN],
  ['Infinity' as const, Infinity],
  ['-Infinity' as const, -Infinity]
])('%p is the number %p', (wire, value) => {
  expect(parseValue(wire)).toBe(value);
});
