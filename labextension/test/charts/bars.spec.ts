import { barsFigure, barsHeight, barsInfo } from '../../src/charts/bars';
import type { IRunLook } from '../../src/charts/runlook';
import { metric, run } from '../samples';
import { THEME } from './series';

const look = (name: string): IRunLook => ({
  name: 'same',
  colour: name,
  dash: 'solid'
});
const RUNS = [
  run('a', { metrics: { acc: { ...metric(0.5), max: 0.95 } } }),
  run('b', { metrics: { acc: metric(0.9) } }),
  run('c', { metrics: { acc: metric('NaN') } }),
  run('d')
];

it.each([
  ['last', false, [0.5, 0.9]],
  ['last', true, [0.9, 0.5]],
  ['max', true, [0.95, 0.9]]
] as const)('draws the %s value, sorted: %p', (statistic, isSorted, values) => {
  const info = barsInfo(RUNS, 'acc', statistic, isSorted, look);
  expect(info.bars.map(({ value }) => value)).toEqual(values);
  expect(info.leftOut).toBe(2);
});

it('draws a bar a run, also where two are called the same', () => {
  const info = barsInfo(RUNS, 'acc', 'last', false, look);
  const { data, layout } = barsFigure(info, THEME);
  expect(data).toMatchObject([
    { y: [0, 1], x: [0.5, 0.9], marker: { color: ['a', 'b'] } }
  ]);
  expect(layout.yaxis?.ticktext).toEqual(['same', 'same']);
  expect(barsHeight(info)).toBe(116);
});
