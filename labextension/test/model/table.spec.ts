import type { IWireRun } from '../../src/api/wire';
import {
  appendPage,
  EMPTY_TABLE,
  firstPage,
  type IRunTable,
  mergeChanges
} from '../../src/model/table';
import { EPOCH, metric, run } from '../samples';

function table(
  runs: readonly IWireRun[],
  total = runs.length,
  next: string | null = null
): IRunTable {
  return firstPage(
    { revision: 5, total, runs, next_page_token: next },
    EMPTY_TABLE
  );
}

it('replaces changed rows and adds new ones', () => {
  const before = table([run('a'), run('b')]);
  const changes = [run('b', { name: 'better' }), run('c')];
  const after = mergeChanges(before, { revision: 6, runs: changes }).table;
  expect([...after.rows.keys()]).toEqual(['a', 'b', 'c']);
  expect(after.rows.get('b')?.name).toBe('better');
  expect(after.total).toBe(3);
  expect(after.revision).toBe(6);
});

it('removes deleted rows', () => {
  const gone = run('a', { lifecycle_stage: 'deleted' });
  const before = table([run('a'), run('b')]);
  const after = mergeChanges(before, { revision: 6, runs: [gone] }).table;
  expect([...after.rows.keys()]).toEqual(['b']);
  expect(after.total).toBe(1);
});

it('drops a delta that is older than the table', () => {
  const before = table([run('a')]);
  const late = { revision: 4, runs: [run('a', { name: 'late' })] };
  expect(mergeChanges(before, late).table).toBe(before);
});

it('leaves the table that it was given as it was', () => {
  const before = table([run('a')]);
  mergeChanges(before, { revision: 6, runs: [run('b')] });
  expect(before.rows.size).toBe(1);
});

it('counts new runs of a table that is not wholly loaded', () => {
  const before = table([run('a')], 5000, 'next');
  const runs = [
    run('newer', { start_time: EPOCH + 1 }),
    run('older', { start_time: EPOCH - 1 })
  ];
  expect(mergeChanges(before, { revision: 6, runs }).table.total).toBe(5001);
});

it('tells which runs ended', () => {
  const before = table([run('a', { status: 'RUNNING' }), run('b')]);
  const runs = [run('a', { status: 'KILLED' }), run('b'), run('c')];
  const { ended } = mergeChanges(before, { revision: 6, runs });
  expect(ended.map(({ run_id }) => run_id)).toEqual(['a']);
});

it.each([
  ['a value', run('a', { metrics: { loss: metric(2) } }), 0],
  ['a metric', run('a', { metrics: { loss: metric(1), f1: metric(1) } }), 1],
  [
    'a param',
    run('a', { metrics: { loss: metric(1) }, params: { lr: '1' } }),
    1
  ],
  ['a row', run('b'), 1]
])('knows whether %s changes its shape', (_, changed, growth) => {
  const before = table([run('a', { metrics: { loss: metric(1) } })]);
  const after = mergeChanges(before, { revision: 6, runs: [changed] }).table;
  expect(after.shape - before.shape).toBe(growth);
});

it('keeps the newer row when a delta overtook a page', () => {
  const overtaken = mergeChanges(table([run('a')], 2, 'next'), {
    revision: 9,
    runs: [run('b', { name: 'from the delta' })]
  }).table;
  const after = appendPage(overtaken, {
    revision: 8,
    total: 2,
    runs: [run('b', { name: 'from the page' })],
    next_page_token: null
  });
  expect(after.rows.get('b')?.name).toBe('from the delta');
  expect(after.revision).toBe(9);
});

it('does not take the revision of a later page', () => {
  const page = { revision: 8, total: 2, runs: [run('b')] };
  const before = table([run('a')], 2, 'next');
  const after = appendPage(before, { ...page, next_page_token: null });
  expect(after.revision).toBe(5);
});
