import {
  type IScatterWords,
  shownAxes,
  shownMetrics,
  shownScatter
} from '../../src/model/shown';

it.each([
  [null, ['a', 'b', 'c', 'd', 'e']],
  [['e', 'gone'], ['e']],
  [['gone'], ['a', 'b', 'c', 'd', 'e']]
])('of the chosen metrics %p these are drawn: %p', (chosen, drawn) => {
  expect(shownMetrics(['a', 'b', 'c', 'd', 'e'], chosen)).toEqual(drawn);
});

it.each([
  [null, ['params.a', 'metrics.m']],
  [
    ['metrics.m', 'params.b'],
    ['metrics.m', 'params.b']
  ],
  [
    ['metrics.gone', 'params.b'],
    ['params.a', 'metrics.m']
  ]
] as const)('of the axes %p these are drawn: %p', (chosen, axes) => {
  const words = ['params.a', 'metrics.m', 'params.b'] as const;
  expect(shownAxes(words, ['a'], chosen)).toEqual(axes);
});

const NONE = { x: null, y: null, colourBy: null, isContour: false };

it.each([
  [[], NONE, null],
  [['metrics.m'], NONE, null],
  [
    ['params.a', 'metrics.m'],
    NONE,
    { x: 'params.a', y: 'metrics.m', colour: null }
  ],
  [
    ['params.a', 'metrics.m'],
    { ...NONE, x: 'metrics.m', y: 'params.a', colourBy: 'params.gone' },
    { x: 'metrics.m', y: 'params.a', colour: null }
  ]
] as const)('of %j and %j is drawn %j', (words, options, shown) => {
  const drawn: IScatterWords | null = shown && { ...shown, isContour: false };
  expect(shownScatter(words, options)).toEqual(drawn);
});
