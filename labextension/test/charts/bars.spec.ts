import { barsFigure, barsHeight, barsInfo } from '../../src/charts/bars';
import { metricColumn } from '../../src/model/runcolumns';
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
  ['last', true, false, [0.5, 0.9]],
  ['last', true, true, [0.9, 0.5]],
  ['last', false, true, [0.5, 0.9]],
  ['max', true, true, [0.95, 0.9]],
  ['best', true, true, [0.95, 0.9]],
  ['best', false, true, [0.5, 0.9]]
] as const)(
  'draws the %s value, greater is better: %p, sorted: %p',
  (choice, rises, isSorted, values) => {
    const column = metricColumn('acc', choice, rises);
    const info = barsInfo(RUNS, column, isSorted, look);
    expect(info.bars.map(({ value }) => value)).toEqual(values);
    expect(info.leftOut).toBe(2);
  }
);

it('draws a bar a run, also where two are called the same', () => {
  const info = barsInfo(RUNS, metricColumn('acc', 'last', true), false, look);
  const { data, layout } = barsFigure(info, THEME);
  expect(data).toMatchObject([
    { y: [0, 1], x: [0.5, 0.9], marker: { color: ['a', 'b'] } }
  ]);
  expect(layout.yaxis?.ticktext).toEqual(['same', 'same']);
  expect(barsHeight(info)).toBe(116);
});
