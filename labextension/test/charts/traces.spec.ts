import { traceTypes, unknownTraces } from '../../src/charts/traces';

it('names each kind of trace once; one without a kind is a scatter', () => {
  const data = [{}, { type: 'pie' }, { type: 'scatter' }, { type: 7 }];
  expect(traceTypes(data)).toEqual(['scatter', 'pie']);
});

it.each([
  [['scatter', 'bar', 'heatmap', 'surface'], []],
  [
    ['scattermap', 'pie', 'nonsense'],
    ['scattermap', 'nonsense']
  ],
  [['toString'], ['toString']]
])('of %j cannot be drawn: %j', (types, unknown) => {
  expect(unknownTraces(types)).toEqual(unknown);
});
