import { zoomedRange } from '../../src/charts/zoom';

it.each([
  [{ 'xaxis.range[0]': 1.5, 'xaxis.range[1]': 9 }, [1.5, 9]],
  [{ 'xaxis.autorange': true, 'yaxis.autorange': true }, null],
  [{ 'yaxis.range[0]': 1, 'yaxis.range[1]': 2 }, undefined],
  [{ autosize: true }, undefined]
])('%p means %p', (event, range) => {
  expect(zoomedRange(event)).toEqual(range);
});
