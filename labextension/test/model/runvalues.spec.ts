import { runValues, valueWords } from '../../src/model/runvalues';
import { metric, run } from '../samples';

const RUNS = [
  run('a', {
    params: { lr: '0.0001', kind: 'b', n: '1' },
    metrics: { loss: metric(1) }
  }),
  run('b', {
    params: { lr: '0.1', kind: 'a10', n: '2' },
    metrics: { loss: metric('NaN') }
  }),
  run('c', { params: { n: '2', kind: 'a9', same: 'x' } })
];

it.each([
  ['params.n', [1, 2, 2], null, false],
  ['params.lr', [0.0001, 0.1, null], null, true],
  ['params.kind', [2, 1, 0], ['a9', 'a10', 'b'], false],
  ['metrics.loss', [1, null, null], null, false]
] as const)('reads %s of each run', (word, values, categories, isLog) => {
  expect(runValues(RUNS, word)).toMatchObject({ values, categories, isLog });
});

it('puts params that differ first, then metrics, then the others', () => {
  const words = valueWords([
    run('a', { params: { same: '1', lr: '1' }, metrics: { loss: metric(1) } }),
    run('b', { params: { same: '1', lr: '2' } })
  ]);
  expect(words).toEqual(['params.lr', 'metrics.loss', 'params.same']);
});
