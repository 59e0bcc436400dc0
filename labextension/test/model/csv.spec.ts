import {
  csv,
  differencesTable,
  pointsTable,
  runsTable,
  valuesTable
} from '../../src/model/csv';
import { series } from '../charts/series';
import { EPOCH, metric, run } from '../samples';

it.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [0.5, '0.5']
])('writes %j as %s', (value, field) => {
  expect(csv([[value, 'x']])).toBe(`${field},x\r\n`);
});

it('has a row for each point', () => {
  const points = pointsTable([series('a', [1, 'NaN'])], id => `run ${id}`);
  expect(points.slice(1)).toEqual([
    ['a', 'run a', 'loss', 0, EPOCH, 1],
    ['a', 'run a', 'loss', 1, EPOCH + 1000, NaN]
  ]);
});

it('has a row for each run', () => {
  const runs = [
    run('a', { params: { kind: 'x' }, metrics: { loss: metric(1) } }),
    run('b', { params: { kind: 'y' } })
  ];
  expect(valuesTable(runs, ['params.kind', 'metrics.loss'])).toEqual([
    ['run_id', 'run', 'params.kind', 'metrics.loss'],
    ['a', 'a', 'x', 1],
    ['b', 'b', 'y', '']
  ]);
});

it('has all that the rows of runs know', () => {
  const runs = [
    run('a', {
      params: { lr: '0.1' },
      metrics: { loss: metric('NaN') },
      tags: { team: 'red', 'mlflow.user': 'ana' }
    }),
    run('b', { end_time: null, status: 'RUNNING', metrics: { acc: metric(1) } })
  ];
  expect(runsTable(runs)).toEqual([
    [
      ...['run_id', 'run', 'status', 'start_time', 'end_time', 'user'],
      ...['params.lr', 'metrics.acc', 'metrics.loss', 'tags.team']
    ],
    [
      ...['a', 'a', 'FINISHED', '2026-01-01T00:00:00.000Z'],
      ...['2026-01-01T00:01:00.000Z', 'ana', '0.1', '', NaN, 'red']
    ],
    ['b', 'b', 'RUNNING', '2026-01-01T00:00:00.000Z', '', 'ana', '', 1, '', '']
  ]);
});

it('has a row for each key that differs, whole', () => {
  const cells = [{ text: '0.3', whole: '0.30000000000000004' }, undefined];
  const row = {
    section: 'param',
    key: 'lr',
    cells,
    isDifferent: true
  } as const;
  expect(differencesTable([row], [run('a'), run('b')])).toEqual([
    ['section', 'key', 'a', 'b'],
    ['param', 'lr', '0.30000000000000004', '']
  ]);
});
