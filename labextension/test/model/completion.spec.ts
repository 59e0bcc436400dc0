import { completionAt, keyWord } from '../../src/model/completion';
import { quoted } from '../../src/model/quoting';
import { vocabularyOf } from '../../src/model/vocabulary';
import { metric, run } from '../samples';

const VOCABULARY = vocabularyOf([
  run('a', {
    name: 'fox',
    metrics: { loss: metric(1), 'val/loss': metric(1), accuracy: metric(1) },
    params: { kernel: 'rbf', depth: '10' },
    tags: { 'mlflow.user': 'ana', team: "ada's" },
    datasets: [{ name: 'digits', digest: 'd1', context: 'training' }]
  }),
  run('b', { name: 'owl', params: { kernel: 'linear', depth: '9' } })
]);

function options(text: string): readonly string[] {
  return completionAt(text, text.length, VOCABULARY).options;
}

it.each([
  ['the metrics first', '', ['metrics.accuracy', 'metrics.loss']],
  ['what is typed', 'loss', ['metrics.loss', 'metrics.`val/loss`']],
  ['after a prefix', 'params.', ['params.depth', 'params.kernel']],
  ['attributes', 'stat', ['attributes.status']],
  ['own tags before others', 'tags.', ['tags.team', 'tags.mlflow.user']],
  ['statistics', 'metrics.loss.m', ['metrics.loss.min', 'metrics.loss.max']],
  ['statistics in ticks', 'metrics.`val/loss`.c', ['metrics.`val/loss`.count']],
  ['after AND', 'metrics.loss < 1 AND kern', ['params.kernel']],
  ['in parentheses', '(kern', ['params.kernel']],
  ['numeric operators', 'metrics.loss ', ['>', '<', '>=', '<=', '=', '!=']],
  ['operators begun', 'metrics.loss >', ['>', '>=']],
  ['text operators', 'status ', ['=', '!=', 'LIKE', 'ILIKE']],
  ['operators of tags', 'tags.team IS', ['IS NULL', 'IS NOT NULL']],
  ['lists of ids', 'run_id N', ['NOT IN', 'IN']],
  ['after IS', 'params.lr IS ', ['NULL', 'NOT NULL']],
  ['after NOT', 'run_id NOT ', ['IN']],
  ['before a list', 'run_id IN ', ['(']],
  ['values', 'params.kernel = ', ["'linear'", "'rbf'"]],
  ['values begun', "params.kernel = 'r", ["'rbf'"]],
  ['numbers in order', 'params.depth = ', ["'9'", "'10'"]],
  ['values with quotes', 'tags.team = ', ['"ada\'s"']],
  ['statuses', 'attributes.status = R', ["'RUNNING'"]],
  ['names', 'attributes.run_name = ', ["'fox'", "'owl'"]],
  ['what datasets have', 'digest', ['dataset.digest']],
  ['datasets', 'dataset.name = ', ["'digits'"]],
  ['what datasets are for', 'dataset.context = ', ["'training'"]],
  ['no values of a metric', 'metrics.loss > ', []],
  ['joins', "params.kernel = 'rbf' ", ['AND', 'OR']],
  ['joins after a list', "run_id IN ('a', 'b') ", ['AND', 'OR']],
  ['joins after IS NULL', 'params.lr IS NOT NULL A', ['AND']]
])('offers %s', (_, text, expected) => {
  expect(options(text).slice(0, expected.length || 1)).toEqual(expected);
});

it('replaces what is typed up to the caret', () => {
  const { from, to } = completionAt('los < 1', 3, VOCABULARY);
  expect([from, to]).toEqual([0, 3]);
});

it.each([
  ['loss', 'metrics.loss'],
  ['loss.min', 'metrics.loss.min'],
  ['val/loss', 'metrics.`val/loss`'],
  ['a b', 'metrics.`a b`']
])('names the metric %s', (key, word) => {
  expect(keyWord('metrics', key)).toBe(word);
});

it.each([
  ['plain', "'plain'"],
  ["it's", '"it\'s"']
])('quotes %s', (text, word) => {
  expect(quoted(text)).toBe(word);
});
