import type { IWireRun } from '../../src/api/wire';
import {
  type ISort,
  NEWEST_FIRST,
  nextSort,
  orderBy,
  sortKey,
  sortRuns,
  sortWord
} from '../../src/model/sort';
import { EPOCH, metric, run } from '../samples';

function ids(runs: readonly IWireRun[]): string {
  return runs.map(({ run_id }) => run_id).join(' ');
}

function by(metricKey: string, isDescending: boolean): ISort {
  return { key: { by: 'metric', metric: metricKey }, isDescending };
}

const RUNS = [
  run('missing'),
  run('low', { metrics: { loss: metric(0.1) } }),
  run('nan', { metrics: { loss: metric('NaN') } }),
  run('infinite', { metrics: { loss: metric('Infinity') } }),
  run('high', { metrics: { loss: metric(3) } }),
  run('least', { metrics: { loss: metric('-Infinity') } })
];

it.each([
  [false, 'least low high infinite nan missing'],
  [true, 'infinite high low least nan missing']
])('descending %p: NaN and missing come last', (isDescending, expected) => {
  expect(ids(sortRuns(RUNS, by('loss', isDescending)))).toBe(expected);
});

it('puts the newer run first among equals, in both directions', () => {
  const metrics = { loss: metric(1) };
  const runs = [
    run('old', { metrics, start_time: EPOCH }),
    run('new', { metrics, start_time: EPOCH + 1 })
  ];
  expect(ids(sortRuns(runs, by('loss', true)))).toBe('new old');
  expect(ids(sortRuns(runs, by('loss', false)))).toBe('new old');
});

it('sorts names as people count', () => {
  const names = ['run-10', 'run-9', 'Run-1'].map(name => run(name));
  const sort: ISort = { key: { by: 'name' }, isDescending: false };
  expect(ids(sortRuns(names, sort))).toBe('Run-1 run-9 run-10');
});

it('sorts by start time, the newest first', () => {
  const runs = [
    run('old', { start_time: EPOCH }),
    run('new', { start_time: EPOCH + 1 })
  ];
  expect(ids(sortRuns(runs, NEWEST_FIRST))).toBe('new old');
});

it('turns round at the second click, and begins in the natural direction', () => {
  const byName = nextSort(NEWEST_FIRST, { by: 'name' });
  expect(byName.isDescending).toBe(false);
  expect(nextSort(byName, { by: 'name' }).isDescending).toBe(true);
  const byLoss = nextSort(byName, { by: 'metric', metric: 'loss' });
  expect(byLoss).toEqual(by('loss', true));
  expect(nextSort(byLoss, { by: 'metric', metric: 'f1' })).toEqual(
    by('f1', true)
  );
});

it.each([
  [NEWEST_FIRST, 'attributes.start_time DESC'],
  [
    { key: { by: 'name' as const }, isDescending: false },
    'attributes.run_name ASC'
  ],
  [by('val loss', true), 'metrics.`val loss` DESC']
])('%p reads %p in the search grammar', (sort, words) => {
  expect(orderBy(sort)).toBe(words);
});

it.each(['start', 'name', 'metric:metric:odd'])('%p comes back', word => {
  expect(sortWord(sortKey(word))).toBe(word);
});
