import { placing, stepsBetween } from '../../src/charts/curveaxis';
import { EPOCH } from '../samples';
import { series } from './series';

const MINUTE = 60_000;

it('counts relative time from the beginning of each run’s whole series', () => {
  const day = 86_400_000;
  const later = series('b', [1, 2], {
    timestamps: [EPOCH + day, EPOCH + day + 1000]
  });
  const { xOf, unit } = placing('relative', [series('a', [1, 2]), later]);
  expect(xOf(later)).toEqual([0, 1]);
  const part = { ...later, timestamps: later.timestamps.slice(1) };
  expect(xOf(part)).toEqual([1]);
  expect(unit).toBe('s');
});

it.each([
  [MINUTE, 's'],
  [60 * MINUTE, 'min'],
  [24 * 60 * MINUTE, 'h']
])('a run of %p ms is drawn in %s', (span, unit) => {
  const long = series('a', [1, 2], { timestamps: [EPOCH, EPOCH + span] });
  expect(placing('relative', [long]).unit).toBe(unit);
});

it('draws times of day as the reader’s clock says them', () => {
  const { xOf } = placing('wall', [], -60);
  expect(xOf(series('a', [1]))).toEqual([EPOCH + 60 * MINUTE]);
});

it.each([
  ['step', [10, 20], { first: 9, last: 21 }],
  ['relative', [10, 20], { first: 9, last: 21 }],
  ['step', [-5, 3], { first: 0, last: 4 }],
  ['step', [40, 90], { first: 39, last: 49 }],
  ['step', [10.2, 10.4], { first: 10, last: 11 }]
] as const)('on %s, %p are the steps %p', (axis, range, steps) => {
  const whole = [
    series(
      'a',
      Array.from({ length: 50 }, () => 1)
    )
  ];
  expect(stepsBetween(whole, placing(axis, whole), range)).toEqual(steps);
});

it('knows no steps where there are no series', () => {
  expect(stepsBetween([], placing('step', []), [0, 1])).toBeNull();
});
