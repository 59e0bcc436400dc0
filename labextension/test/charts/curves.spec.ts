import {
  curvesInfo,
  type ICurveSource,
  pointCount
} from '../../src/charts/curves';
import { curvesFigure } from '../../src/charts/curvesfigure';
import { dashes } from '../../src/charts/runlook';
import { type ICurveOptions, PLAIN_CURVES } from '../../src/model/curveoptions';
import { series, THEME } from './series';

const WORDS = {
  axis: { step: 'Step', relative: 'Time', wall: 'Time of day' },
  group: (value: string, runs: number) => `lr = ${value} (${runs})`
};

function source(...all: ICurveSource['series']): ICurveSource {
  return {
    key: 'loss',
    series: all,
    whole: all,
    lookOf: id => ({ name: `run ${id}`, colour: 'teal', dash: 'solid' }),
    groupOf: id => (id === 'lone' ? undefined : id.slice(0, 1))
  };
}

function options(more: Partial<ICurveOptions> = {}): ICurveOptions {
  return { ...PLAIN_CURVES, ...more };
}

it.each([
  ['where there is no number', {}, [1, null, 0, null], 2],
  [
    'where a logarithm has no place',
    { isLogY: true },
    [1, null, null, null],
    3
  ],
  ['where a step has no logarithm', { isLogX: true }, [null, null, 0, null], 3],
  [
    'a time of day has no logarithmic axis',
    { isLogX: true, axis: 'wall' },
    [1, null, 0, null],
    2
  ]
] as const)('leaves gaps: %s', (_, more, y, gaps) => {
  const one = series('a', [1, 'NaN', 0, 'Infinity']);
  const info = curvesInfo(source(one), options(more));
  expect(info.curves[0]?.y).toEqual(y);
  expect(info.gaps).toBe(gaps);
});

it('draws what was logged pale behind a smoothed line', () => {
  const one = series('a', [0, 1]);
  const info = curvesInfo(source(one), options({ smoothing: 0.5 }));
  expect(info.curves[0]).toMatchObject({ raw: [0, 1] });
  expect(info.curves[0]?.y[1]).toBeCloseTo(2 / 3);
  const { data } = curvesFigure(info, WORDS, THEME);
  expect(data).toMatchObject([
    { y: [0, 1], opacity: 0.25, hoverinfo: 'skip' },
    { name: 'run a' }
  ]);
});

it('makes a mean and a band of the runs with the same value of a param', () => {
  const all = [series('x1', [0, 2]), series('x2', [2, 4]), series('y', [9, 9])];
  const lone = series('lone', [5, 5]);
  const info = curvesInfo(source(...all, lone), options({ groupBy: 'lr' }));
  expect(info.curves).toEqual([]);
  expect(info.groups).toMatchObject([
    { value: 'x', runs: 2, mean: [1, 3], low: [0, 2], high: [2, 4] },
    { value: 'y', runs: 1, mean: [9, 9] }
  ]);
  const { data } = curvesFigure(info, WORDS, THEME);
  expect(data).toMatchObject([
    { fill: 'toself', x: [0, 1, 1, 0], y: [2, 4, 2, 0] },
    { fill: 'toself' },
    { name: 'lr = x (2)', y: [1, 3] },
    { name: 'lr = y (1)' }
  ]);
});

it('draws one trace a run in its colour, and a point without neighbours as a dot', () => {
  const all = source(series('a', [1, 'NaN', 0, 'Infinity']), series('b', [1]));
  const info = curvesInfo(all, options());
  const { data, layout } = curvesFigure(info, WORDS, THEME);
  expect(pointCount(info)).toBe(5);
  expect(data).toMatchObject([
    {
      mode: 'lines+markers',
      name: 'run a',
      line: { color: 'teal' },
      marker: { size: [5, 0, 5, 0] }
    },
    { mode: 'lines+markers', marker: { size: [5] } }
  ]);
  expect(layout.yaxis?.type).toBe('linear');
  expect(layout.hovermode).toBe('x unified');
});

it.each([
  [{}, 'linear', 'Step'],
  [{ isLogX: true }, 'log', 'Step'],
  [{ axis: 'relative' }, 'linear', 'Time [s]'],
  [{ axis: 'wall', isLogX: true }, 'date', 'Time of day']
] as const)('with %p the x axis is %s: %s', (more, type, title) => {
  const info = curvesInfo(source(series('a', [1, 2])), options(more));
  const { xaxis } = curvesFigure(info, WORDS, THEME).layout;
  expect(xaxis?.type).toBe(type);
  expect(xaxis?.title).toMatchObject({ text: title });
});

it('names no more lines at once than a label has room for', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    series(String(index), [1, 2])
  );
  const info = curvesInfo(source(...many), options());
  expect(curvesFigure(info, WORDS, THEME).layout.hovermode).toBe('closest');
});

it('tells runs that share a colour by their dashes', () => {
  expect(dashes(['red', 'blue', 'red', 'red'])).toEqual([
    'solid',
    'solid',
    'dash',
    'dot'
  ]);
});
