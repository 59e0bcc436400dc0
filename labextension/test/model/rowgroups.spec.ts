import type { WireValue } from '../../src/api/wire';
import { metricColumn, type StatisticChoice } from '../../src/model/runcolumns';
import type { Grouping } from '../../src/model/grouping';
import { groupedRows, groupValue } from '../../src/model/rowgroups';
import { metric, run } from '../samples';

const PARENT = 'mlflow.parentRunId';

const RUNS = [
  run('a', { params: { lr: '1' }, status: 'FAILED', tags: { team: 'x' } }),
  run('b', { params: { lr: '2' }, user: 'bob' }),
  run('c', {
    user: '',
    datasets: [{ name: 'digits', digest: 'd1', context: null }]
  }),
  run('d', { params: { lr: '1' } }),
  run('e', { params: { lr: '2' }, tags: { [PARENT]: 'a' } })
];

function drawn(grouping: Grouping, folded: readonly string[] = []): string {
  return groupedRows(RUNS, grouping, new Set(folded))
    .map(row =>
      row.kind === 'group'
        ? `${row.sample.run_id}(${row.children})${row.isFolded ? '+' : ':'}`
        : '-'.repeat(row.level - 1) + row.id
    )
    .join(' ');
}

it.each([
  [
    'by a param',
    { kind: 'param', key: 'lr' },
    'a(3): -a --e -d b(1): -b c(1): -c'
  ],
  ['by a tag', { kind: 'tag', key: 'team' }, 'a(2): -a --e b(3): -b -c -d'],
  [
    'by the status',
    { kind: 'attribute', key: 'status' },
    'a(2): -a --e b(3): -b -c -d'
  ],
  [
    'by the user',
    { kind: 'attribute', key: 'user' },
    'a(3): -a --e -d b(1): -b c(1): -c'
  ],
  [
    'by the datasets',
    { kind: 'attribute', key: 'datasets' },
    'a(4): -a --e -b -d c(1): -c'
  ],
  [
    'by the experiment',
    { kind: 'attribute', key: 'experiment' },
    'a(5): -a --e -b -c -d'
  ]
] as const)('groups %s, nested runs with their parents', (_, by, expected) => {
  expect(drawn(by)).toBe(expected);
});

it('folds groups by their values, and runs within them', () => {
  const byRate: Grouping = { kind: 'param', key: 'lr' };
  const [first] = groupedRows(RUNS, byRate, new Set());
  expect(drawn(byRate, [first?.id ?? ''])).toBe('a(3)+ b(1): -b c(1): -c');
  expect(drawn(byRate, ['a'])).toBe('a(3): -a -d b(1): -b c(1): -c');
});

function values(...all: readonly WireValue[]) {
  return all.map((value, index) =>
    run(String(index), { metrics: { loss: metric(value) } })
  );
}

it.each<[StatisticChoice, boolean, number, boolean]>([
  ['last', false, 2, true],
  ['best', false, 1, false],
  ['best', true, 3, false],
  ['min', true, 1, false],
  ['max', false, 3, false]
])('shows %s, rising %p, as %p', (choice, rises, value, isMean) => {
  const runs = [...values(1, 'NaN', 3, 'Infinity'), run('lacks it')];
  const found = groupValue(runs, metricColumn('loss', choice, rises));
  expect(found).toEqual({ value, isMean, min: 1, max: 3, count: 2 });
});

it('shows nothing where there is no number', () => {
  const column = metricColumn('loss', 'last', false);
  expect(groupValue([...values('NaN'), run('a')], column)).toBeNull();
});
