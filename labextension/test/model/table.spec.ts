import type { IWireRun } from '../../src/api/wire';
import {
  appendPage,
  EMPTY_TABLE,
  firstPage,
  type IRunTable,
  mergeChanges
} from '../../src/model/table';
import { counts, delta, metric, page, run } from '../samples';

function table(
  runs: readonly IWireRun[],
  total = runs.length,
  next: string | null = null
): IRunTable {
  return firstPage(
    page(runs, { revision: 5, total, next_page_token: next }),
    EMPTY_TABLE
  );
}

it('replaces changed rows and adds new ones', () => {
  const before = table([run('a'), run('b')]);
  const changes = [run('b', { name: 'better' }), run('c')];
  const after = mergeChanges(before, delta(6, changes, { total: 3 })).table;
  expect([...after.rows.keys()]).toEqual(['a', 'b', 'c']);
  expect(after.rows.get('b')?.name).toBe('better');
  expect(after.total).toBe(3);
  expect(after.revision).toBe(6);
});

it('removes deleted rows', () => {
  const gone = run('a', { lifecycle_stage: 'deleted' });
  const before = table([run('a'), run('b')]);
  const after = mergeChanges(before, delta(6, [gone], { total: 1 })).table;
  expect([...after.rows.keys()]).toEqual(['b']);
  expect(after.total).toBe(1);
});

it('drops a delta that is older than the table', () => {
  const before = table([run('a')]);
  const late = delta(4, [run('a', { name: 'late' })]);
  expect(mergeChanges(before, late).table).toBe(before);
});

it('leaves the table that it was given as it was', () => {
  const before = table([run('a')]);
  mergeChanges(before, delta(6, [run('b')]));
  expect(before.rows.size).toBe(1);
});

it('takes the totals of the delta', () => {
  const before = table([run('a')], 5000, 'next');
  const told = counts([], { active: 5002 });
  const changes = delta(6, [run('b')], { total: 5001, counts: told });
  const after = mergeChanges(before, changes).table;
  expect([after.total, after.counts.active]).toEqual([5001, 5002]);
});

it.each([
  ['comes to match', [], ['b'], ['a', 'b'], []],
  ['stops matching', ['b'], [], ['a'], ['b']],
  ['still matches', ['b'], ['b'], ['a', 'b'], []],
  ['still does not', [], [], ['a'], ['b']]
])(
  'lists a run that %s of a filter',
  (_, listed, matching, rowIds, hiddenIds) => {
    const before = table([run('a'), ...listed.map(id => run(id))]);
    const changes = delta(6, [run('b', { name: 'new' })], { matching });
    const { rows, hidden } = mergeChanges(before, changes).table;
    expect([...rows.keys()]).toEqual(rowIds);
    expect([...hidden.keys()]).toEqual(hiddenIds);
  }
);

it('keeps what a new filter hides, and its age', () => {
  const before = table([run('a'), run('b')]);
  const filtered = page([run('a')], {
    revision: 9,
    total: 1,
    counts: counts([], { active: 2 })
  });
  const after = firstPage(filtered, before);
  expect([...after.hidden.keys()]).toEqual(['b']);
  expect(after.revision).toBe(5);
  const whole = firstPage(page([run('a'), run('b')], { revision: 9 }), after);
  expect([whole.hidden.size, whole.revision]).toEqual([0, 9]);
});

it('knows the running runs that are on no page', () => {
  const beside = [run('r', { status: 'RUNNING' })];
  const first = page([run('a')], {
    revision: 9,
    beside,
    counts: counts([], { active: 2 })
  });
  const { hidden, revision } = firstPage(first, EMPTY_TABLE);
  expect([[...hidden.keys()], revision]).toEqual([['r'], 9]);
});

it('tells which runs ended', () => {
  const before = table([run('a', { status: 'RUNNING' }), run('b')]);
  const runs = [run('a', { status: 'KILLED' }), run('b'), run('c')];
  const { ended } = mergeChanges(before, delta(6, runs));
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
  [
    'a tag of the user',
    run('a', { metrics: { loss: metric(1) }, tags: { team: 'a' } }),
    1
  ],
  [
    'another tag',
    run('a', {
      metrics: { loss: metric(1) },
      tags: { 'trackside.star': 'true' }
    }),
    0
  ],
  ['a row', run('b'), 1]
])('knows whether %s changes its shape', (_, changed, growth) => {
  const before = table([run('a', { metrics: { loss: metric(1) } })]);
  const after = mergeChanges(before, delta(6, [changed])).table;
  expect(after.shape - before.shape).toBe(growth);
});

it('keeps the newer row when a delta overtook a page', () => {
  const overtaken = mergeChanges(
    table([run('a')], 2, 'next'),
    delta(9, [run('b', { name: 'from the delta' })])
  ).table;
  const after = appendPage(
    overtaken,
    page([run('b', { name: 'from the page' })], { revision: 8, total: 2 })
  );
  expect(after.rows.get('b')?.name).toBe('from the delta');
  expect(after.revision).toBe(9);
});

it('does not take the revision of a later page', () => {
  const before = table([run('a')], 2, 'next');
  const after = appendPage(before, page([run('b')], { revision: 8 }));
  expect(after.revision).toBe(5);
});
