import { zoomedRange } from '../../src/charts/zoom';

it.each([
  [{ 'xaxis.range[0]': 1.5, 'xaxis.range[1]': 9 }, [1.5, 9]],
  [{ 'xaxis.autorange': true, 'yaxis.autorange': true }, null],
  [{ 'yaxis.range[0]': 1, 'yaxis.range[1]': 2 }, undefined],
  [{ autosize: true }, undefined],
  [
    {
      'xaxis.range[0]': '2026-01-01 00:00:01.5',
      'xaxis.range[1]': '2026-01-02'
    },
    [Date.UTC(2026, 0, 1, 0, 0, 1, 500), Date.UTC(2026, 0, 2)]
  ]
])('%p means %p', (event, range) => {
  expect(zoomedRange(event)).toEqual(range);
});

it('takes the powers of ten of a logarithmic axis for what they are', () => {
  const event = { 'xaxis.range[0]': 0, 'xaxis.range[1]': 3 };
  expect(zoomedRange(event, true)).toEqual([1, 1000]);
});
