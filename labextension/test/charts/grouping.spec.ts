import { spreadOf } from '../../src/charts/grouping';

it('takes the mean of lines, and their least and greatest as the band', () => {
  const lines = [
    { x: [0, 1], y: [1, 3] },
    { x: [0, 1], y: [3, 5] }
  ];
  expect(spreadOf(lines, 'range')).toEqual({
    x: [0, 1],
    mean: [2, 4],
    low: [1, 3],
    high: [3, 5]
  });
  expect(spreadOf(lines, 'std')).toEqual({
    x: [0, 1],
    mean: [2, 4],
    low: [1, 3],
    high: [3, 5]
  });
});

it.each([
  [
    'between its points a line is straight',
    { x: [0, 2], y: [0, 4] },
    [0, 1, 2]
  ],
  ['over a gap too', { x: [0, 1, 2], y: [0, null, 4] }, [0, 1, 2]],
  ['beyond its ends it has no part in the mean', { x: [1], y: [2] }, [0, 1, 0]]
])('%s', (_, line, mean) => {
  const zero = { x: [0, 1, 2], y: [0, 0, 0] };
  expect(spreadOf([line, zero], 'range').mean).toEqual(mean);
});

it('does not take more places than a chart has room for', () => {
  const x = Array.from({ length: 3000 }, (_, index) => index);
  const spread = spreadOf([{ x, y: x }], 'range');
  expect(spread.x).toHaveLength(500);
  expect(spread.x[0]).toBe(0);
  expect(spread.x[499]).toBe(2999);
});
