import type { IWireImage } from '../../src/api/artifactwire';
import {
  imagesAt,
  keysOf,
  placeOfStep,
  stepsOf
} from '../../src/model/mediasteps';
import { seriesImage } from '../samples';

const IMAGES: readonly IWireImage[] = [
  seriesImage('a', 2),
  seriesImage('a', 10),
  seriesImage('a', 10, { path: 'second' }),
  seriesImage('b', -1)
];

it('knows the steps and keys of images', () => {
  expect(stepsOf(IMAGES)).toEqual([-1, 2, 10]);
  expect(keysOf([...IMAGES].reverse())).toEqual(['a', 'b']);
});

it.each([
  [null, 3],
  [-5, 0],
  [0, 0],
  [3, 1],
  [9, 1],
  [10, 2],
  [40, 3],
  [41, 3]
])('step %p is at place %p', (wanted, place) => {
  expect(placeOfStep([0, 3, 10, 40], wanted)).toBe(place);
});

it('has no place below the first', () => {
  expect(placeOfStep([], null)).toBe(0);
  expect(placeOfStep([], 3)).toBe(0);
});

it.each([
  ['a', 1, []],
  ['a', 2, [2]],
  ['a', 9, [2]],
  ['a', 11, [10, 10]],
  ['b', 0, [-1]],
  ['c', 9, []]
])('of %s at step %p there is %p', (key, step, steps) => {
  expect(imagesAt(IMAGES, key, step).map(image => image.step)).toEqual(steps);
});
