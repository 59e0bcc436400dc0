import { conditionsOf, joined, toggled } from '../../src/model/filter';

it.each([
  ['', []],
  ['metrics.loss < 1', ['metrics.loss < 1']],
  ["a = 'x' AND b = 'y'", ["a = 'x'", "b = 'y'"]],
  ["a = 'x' and  b = 'y' And", ["a = 'x'", "b = 'y'"]],
  ["a = 'this and that'", ["a = 'this and that'"]],
  ['metrics.`a and b` > 1 AND c > 2', ['metrics.`a and b` > 1', 'c > 2']],
  ['metrics.and > 1', ['metrics.and > 1']],
  ['(a > 1 AND b > 2) AND c > 3', ['(a > 1 AND b > 2)', 'c > 3']],
  ['a > 1 OR b > 2 AND c > 3', ['a > 1 OR b > 2 AND c > 3']],
  ["run_id IN ('a', 'b') AND c > 1", ["run_id IN ('a', 'b')", 'c > 1']],
  ["a = 'not closed AND b", ["a = 'not closed AND b"]]
])('cuts %s at each AND that joins conditions', (filter, conditions) => {
  expect(conditionsOf(filter)).toEqual(conditions);
});

it.each([
  [[], ''],
  [['a > 1', ' ', 'b > 2'], 'a > 1 AND b > 2'],
  [['a > 1 OR b > 2'], 'a > 1 OR b > 2'],
  [['a > 1 OR b > 2', 'c > 3'], '(a > 1 OR b > 2) AND c > 3']
])('joins %j so that each holds', (conditions, filter) => {
  expect(joined(conditions)).toBe(filter);
});

it.each([
  ['', 'a > 1', 'a > 1'],
  ['a > 1', 'a > 1', ''],
  ['a > 1 AND b > 2', 'a > 1', 'b > 2'],
  ['a > 1 OR b > 2', 'c > 3', '(a > 1 OR b > 2) AND c > 3'],
  ['(a > 1 OR b > 2) AND c > 3', 'c > 3', '(a > 1 OR b > 2)']
])('turns in %p the condition %p on or off', (filter, condition, after) => {
  expect(toggled(filter, condition)).toBe(after);
});
