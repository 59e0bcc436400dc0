import { smoothed } from '../../src/charts/smoothing';

it.each([
  [
    'a constant stays what it is from its first value on',
    [2, 2, 2],
    0.9,
    [2, 2, 2]
  ],
  ['the first value is itself, however strong the smoothing', [4], 0.99, [4]],
  ['later values count less, as in TensorBoard', [1, 2], 0.5, [1, 1.25 / 0.75]],
  [
    'a gap stays and the average goes on behind it',
    [1, null, 1],
    0.5,
    [1, null, 1]
  ],
  ['without weight nothing is smoothed', [1, 5, 3], 0, [1, 5, 3]]
])('%s', (_, values, weight, expected) => {
  const found = smoothed(values, weight);
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => {
    const wanted = expected[index] ?? null;
    if (wanted === null) {
      expect(value).toBeNull();
    } else {
      expect(value).toBeCloseTo(wanted, 12);
    }
  });
});
