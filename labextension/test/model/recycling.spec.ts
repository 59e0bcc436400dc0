import {
  elementsOf,
  type IElements,
  NO_ELEMENTS
} from '../../src/model/recycling';

const FIRST = elementsOf(['a', 'b', 'c'], NO_ELEMENTS, false);

function shown(elements: IElements): readonly string[] {
  return Array.from(elements.of, ([id, element]) => `${id}${element}`);
}

it('makes an element for each row', () => {
  expect(shown(FIRST)).toEqual(['a0', 'b1', 'c2']);
});

it.each([
  ['that came', ['b', 'c', 'd'], ['b1', 'c2', 'd3']],
  ['in another order', ['c', 'a', 'b'], ['c2', 'a0', 'b1']],
  ['that are all others', ['x', 'y'], ['x3', 'y4']]
])('makes new ones for rows %s', (_, ids, expected) => {
  expect(shown(elementsOf(ids, FIRST, false))).toEqual(expected);
});

it.each([
  ['all of them', ['x', 'y', 'z'], ['x0', 'y1', 'z2']],
  ['as many as are needed', ['x', 'y'], ['x0', 'y1']],
  ['and makes what is lacking', ['w', 'x', 'y', 'z'], ['w0', 'x1', 'y2', 'z3']],
  ['after a row that stays', ['a', 'x', 'y'], ['a0', 'x1', 'y2']],
  ['before a row that stays', ['x', 'y', 'c'], ['x0', 'y1', 'c2']],
  ['never across one', ['c', 'x', 'y'], ['c2', 'x3', 'y4']]
])('hands over: %s', (_, ids, expected) => {
  expect(shown(elementsOf(ids, FIRST, true))).toEqual(expected);
});

it('gives no number twice', () => {
  const fewer = elementsOf(['c'], FIRST, false);
  expect(shown(elementsOf(['c', 'a'], fewer, false))).toEqual(['c2', 'a3']);
});
