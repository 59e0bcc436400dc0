import {
  differingMetrics,
  differingParams,
  metricKeys,
  primaryMetric
} from '../../src/model/columns';
import { metric, run } from '../samples';

describe('differingParams', () => {
  it.each([
    ['the same everywhere', [{ lr: '1' }, { lr: '1' }], []],
    ['two values', [{ lr: '1' }, { lr: '2' }], ['lr']],
    ['missing in one', [{ lr: '1' }, {}], ['lr']],
    ['missing in the first', [{}, { lr: '1' }], ['lr']],
    [
      'several values before missing',
      [{ a: '1', z: '1' }, { a: '1', z: '2' }, { z: '1' }],
      ['z', 'a']
    ],
    ['a single run', [{ lr: '1', a: '2' }], ['a', 'lr']],
    ['the more common first', [{ z: '1' }, { z: '2', a: '1' }], ['z', 'a']],
    ['no runs', [], []]
  ])('%s', (_, params, expected) => {
    const runs = params.map((one, index) =>
      run(String(index), { params: one })
    );
    expect(differingParams(runs)).toEqual(expected);
  });
});

it('finds metrics whose last values differ', () => {
  const runs = [
    run('a', { metrics: { loss: metric(1), f1: metric(2) } }),
    run('b', { metrics: { loss: metric(1), f1: metric('NaN') } })
  ];
  expect(differingMetrics(runs)).toEqual(['f1']);
});

describe('metricKeys', () => {
  const one = metric(1);

  it.each([
    [
      'the common first',
      [{ rare: one, loss: one }, { loss: one }],
      'loss rare'
    ],
    ['results before others', [{ loss: one, val_loss: one }], 'val_loss loss'],
    ['the machine last', [{ 'system/cpu': one, z: one }], 'z system/cpu'],
    ['words that only begin alike', [{ value: one, a: one }], 'a value']
  ])('%s', (_, metrics, expected) => {
    const runs = metrics.map((m, index) => run(String(index), { metrics: m }));
    expect(metricKeys(runs).join(' ')).toBe(expected);
  });

  it('has no primary metric without metrics', () => {
    expect(primaryMetric(metricKeys([run('a')]))).toBeNull();
  });
});
