import { python } from '../../src/model/python';

it.each([
  ['a "quoted"\nword', '"a \\"quoted\\"\\nword"'],
  [true, 'True'],
  [null, 'None'],
  [0.5, '0.5'],
  [['a', false], '["a", False]']
])('%j is %s in Python', (value, spelled) => {
  expect(python(value)).toBe(spelled);
});
