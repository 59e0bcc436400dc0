import { batches } from '../../src/model/batches';

it.each([
  [[], []],
  [['a'], [['a']]],
  [
    ['a', 'b', 'c'],
    [['a', 'b'], ['c']]
  ]
])('cuts %p into %p', (runIds, parts) => {
  expect(batches(runIds, 2)).toEqual(parts);
});
