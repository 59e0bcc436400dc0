import type { IRunLook } from '../../src/charts/runlook';
import { scatterInfo } from '../../src/charts/scatter';
import { scatterFigure } from '../../src/charts/scatterfigure';
import { metric, run } from '../samples';
import { THEME } from './series';

const look = (name: string): IRunLook => ({
  name,
  colour: 'teal',
  dash: 'solid'
});
const RUNS = [
  run('a', {
    params: { lr: '0.001', kind: 'x' },
    metrics: { acc: metric(0.5) }
  }),
  run('b', { params: { lr: '1', kind: 'y' }, metrics: { acc: metric(0.9) } }),
  run('c', { params: { lr: '0.1', kind: 'x' } })
];

it('sets two values against one another, on axes that suit them', () => {
  const words = {
    x: 'params.lr',
    y: 'params.kind',
    colour: null,
    isContour: true
  } as const;
  const info = scatterInfo(RUNS, words, look);
  expect(info).toMatchObject({ leftOut: 0, isContour: false });
  const { data, layout } = scatterFigure(info, THEME);
  expect(data).toMatchObject([{ x: [0.001, 1, 0.1], y: [0, 1, 0] }]);
  expect(layout).toMatchObject({
    xaxis: { type: 'log' },
    yaxis: { tickvals: [0, 1], ticktext: ['x', 'y'] }
  });
});

it('leaves out what lacks a value, and colours by a third', () => {
  const words = {
    x: 'params.lr',
    y: 'metrics.acc',
    colour: 'params.kind',
    isContour: false
  } as const;
  const info = scatterInfo(RUNS, words, look);
  expect(info).toMatchObject({
    leftOut: 1,
    looks: [{ name: 'a' }, { name: 'b' }]
  });
  expect(scatterFigure(info, THEME).data).toMatchObject([
    {
      text: [
        'a<br>lr: 0.001<br>acc: 0.5<br>kind: x',
        'b<br>lr: 1<br>acc: 0.9<br>kind: y'
      ],
      marker: { color: [0, 1], showscale: true }
    }
  ]);
});

it.each([
  [{ x: 'params.lr', y: 'params.kind', colour: 'metrics.acc' }, true],
  [{ x: 'params.same', y: 'params.lr', colour: 'metrics.acc' }, false]
] as const)('draws a contour of %p: %p', (words, isContour) => {
  const runs = RUNS.map(one => ({
    ...one,
    params: { ...one.params, same: '1' }
  }));
  const info = scatterInfo(runs, { ...words, isContour: true }, look);
  expect(info.isContour).toBe(isContour);
  const { data } = scatterFigure(info, THEME);
  expect(data.map(({ type }) => type)).toEqual(
    isContour ? ['contour', 'scatter'] : ['scatter']
  );
});
