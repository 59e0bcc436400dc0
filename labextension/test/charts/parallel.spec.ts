import {
  brushedRuns,
  brushesAfter,
  parallelInfo
} from '../../src/charts/parallel';
import {
  parallelFigure,
  plainParallelFigure
} from '../../src/charts/parallelfigure';
import type { IRunLook } from '../../src/charts/runlook';
import { metric, run } from '../samples';
import { THEME } from './series';

const look = (name: string): IRunLook => ({
  name,
  colour: `colour of ${name}`,
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

const info = parallelInfo(
  RUNS,
  ['params.lr', 'params.kind', 'metrics.acc'],
  null,
  look
);

it('draws the runs that have a value on every axis', () => {
  expect(info.runIds).toEqual(['a', 'b']);
  expect(info.leftOut).toBe(1);
  expect(info.axes).toMatchObject([
    { word: 'params.lr', values: [-3, 0], ticks: { ticktext: ['0.001', '1'] } },
    { word: 'params.kind', values: [0, 1], ticks: { ticktext: ['x', 'y'] } },
    { word: 'metrics.acc', values: [0.5, 0.9] }
  ]);
});

it('colours each run as everywhere, or by a value', () => {
  const own = parallelFigure(info, {}, THEME).data[0];
  expect(own).toMatchObject({
    type: 'parcoords',
    line: {
      color: [0, 1],
      colorscale: [
        [0, 'colour of a'],
        [0.5, 'colour of a'],
        [0.5, 'colour of b'],
        [1, 'colour of b']
      ]
    }
  });
  const by = parallelInfo(
    RUNS,
    ['params.lr', 'params.kind'],
    'metrics.acc',
    look
  );
  expect(by.runIds).toEqual(['a', 'b']);
  expect(parallelFigure(by, {}, THEME).data[0]).toMatchObject({
    line: { color: [0.5, 0.9], showscale: true }
  });
});

it('draws lines from 0 to 1 without WebGL', () => {
  const { data, layout } = plainParallelFigure(info, THEME);
  expect(data).toMatchObject([
    { name: 'a', y: [0, 0, 0], line: { color: 'colour of a' } },
    { name: 'b', y: [1, 1, 1] }
  ]);
  expect(layout.xaxis?.ticktext).toEqual(['lr', 'kind', 'acc']);
});

const BEFORE = { 'params.lr': [[0, 1]] } as const;

it.each([
  [
    'a part of another axis',
    [{ 'dimensions[2].constraintrange': [0.8, 1] }, [0]],
    { ...BEFORE, 'metrics.acc': [[0.8, 1]] }
  ],
  [
    'two parts of the same axis, in a list of traces',
    [
      {
        'dimensions[0].constraintrange': [
          [
            [0, 0.2],
            [0.8, 1]
          ]
        ]
      },
      [0]
    ],
    {
      'params.lr': [
        [0, 0.2],
        [0.8, 1]
      ]
    }
  ],
  ['an axis without a brush', [{ 'dimensions[0].constraintrange': null }], {}],
  ['axes in another order', [{ dimensions: [[]] }, [0]], BEFORE]
])('knows from plotly %s', (_, event, brushes) => {
  expect(brushesAfter(BEFORE, event, info.axes)).toEqual(brushes);
});

it.each([
  [{}, null],
  [{ 'metrics.acc': [[0.8, 1]] }, ['b']],
  [
    {
      'metrics.acc': [
        [0, 0.2],
        [0.4, 0.6]
      ]
    },
    ['a']
  ],
  [{ 'metrics.acc': [[0, 1]], 'params.kind': [[0.5, 2]] }, ['b']],
  [{ 'metrics.acc': [[2, 3]] }, []],
  [{ 'params.gone': [[2, 3]] }, null]
] as const)('%j brushes %j', (brushes, runIds) => {
  expect(brushedRuns(info, brushes)).toEqual(runIds);
});
