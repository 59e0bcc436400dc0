import type { IWireRun } from '../../src/api/wire';
import type { SortedAttribute } from '../../src/model/runattributes';
import { resolved, type Statistic } from '../../src/model/runcolumns';
import {
  type ISort,
  NEWEST_FIRST,
  nextSort,
  orderBy,
  sortAfter,
  sortRuns
} from '../../src/model/sort';
import { EPOCH, metric, run } from '../samples';

function ids(runs: readonly IWireRun[]): string {
  return runs.map(({ run_id }) => run_id).join(' ');
}

function by(
  metricKey: string,
  isDescending: boolean,
  statistic: Statistic = 'last'
): ISort {
  return { key: { by: 'metric', metric: metricKey, statistic }, isDescending };
}

function fact(attribute: SortedAttribute, isDescending: boolean): ISort {
  return { key: { by: 'attribute', attribute }, isDescending };
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
  const byLoss = nextSort(byName, by('loss', true).key, false);
  expect(byLoss).toEqual(by('loss', false));
  expect(nextSort(byLoss, by('f1', true).key, true)).toEqual(by('f1', true));
});

it.each([
  [NEWEST_FIRST, 'attributes.start_time DESC'],
  [
    { key: { by: 'name' as const }, isDescending: false },
    'attributes.run_name ASC'
  ],
  [by('val loss', true), 'metrics.`val loss` DESC'],
  [by('loss', false, 'min'), 'metrics.`loss`.min ASC'],
  [
    { key: { by: 'param' as const, param: 'a.b' }, isDescending: true },
    'params.`a.b` DESC'
  ],
  [
    { key: { by: 'tag' as const, tag: 'team' }, isDescending: false },
    'tags.`team` ASC'
  ],
  [fact('duration', true), 'attributes.duration DESC'],
  [fact('user', false), 'attributes.user_id ASC'],
  [fact('source', false), 'tags.`mlflow.source.name` ASC']
])('%p reads %p in the search grammar', (sort, words) => {
  expect(orderBy(sort)).toBe(words);
});

it('sorts by a statistic', () => {
  const runs = [
    run('a', { metrics: { loss: { ...metric(1), min: 0.5 } } }),
    run('b', { metrics: { loss: { ...metric(2), min: 0.1 } } }),
    run('untold', { metrics: { loss: { ...metric(0), min: null } } })
  ];
  expect(ids(sortRuns(runs, by('loss', false, 'min')))).toBe('b a untold');
});

it.each([
  [false, 'nine ten word lack'],
  [true, 'ten nine word lack']
])('sorts params that are numbers as such', (isDescending, expected) => {
  const runs = [
    run('lack'),
    run('ten', { params: { depth: '10' } }),
    run('word', { params: { depth: 'deep' } }),
    run('nine', { params: { depth: '9' } })
  ];
  const sort: ISort = { key: { by: 'param', param: 'depth' }, isDescending };
  expect(ids(sortRuns(runs, sort))).toBe(expected);
});

it.each([
  [fact('duration', true), 'long short open'],
  [fact('duration', false), 'short long open'],
  [fact('end', true), 'short long open'],
  [fact('user', false), 'long open short'],
  [fact('commit', true), 'open long short'],
  [
    { key: { by: 'tag' as const, tag: 'team' }, isDescending: true },
    'long short open'
  ]
])('%j: what a run lacks comes last', (sort, expected) => {
  const runs = [
    run('long', {
      start_time: EPOCH,
      end_time: EPOCH + 9,
      tags: { team: 'b' }
    }),
    run('short', {
      start_time: EPOCH + 8,
      end_time: EPOCH + 10,
      user: 'bob',
      tags: { team: 'a' }
    }),
    run('open', {
      start_time: EPOCH,
      end_time: null,
      user: 'ana b',
      tags: { 'mlflow.source.git.commit': 'c0ffee' }
    })
  ];
  const known = runs.map(each => ({
    ...each,
    tags: {
      'mlflow.source.git.commit': each.user === 'bob' ? 'aa' : 'bb',
      ...each.tags
    }
  }));
  expect(ids(sortRuns(known, sort))).toBe(expected);
});

it.each([
  ['duration' as const, true],
  ['end' as const, true],
  ['user' as const, false]
])('begins with what one looks for of the %s', (attribute, isDescending) => {
  const key = { by: 'attribute' as const, attribute };
  expect(nextSort(NEWEST_FIRST, key)).toEqual({ key, isDescending });
});

describe('when columns change', () => {
  const last = resolved({ kind: 'metric', key: 'loss', choice: 'last' }, false);
  const best = resolved({ kind: 'metric', key: 'loss', choice: 'best' }, false);

  it.each([
    ['keeps another order', NEWEST_FIRST, [last], [], NEWEST_FIRST],
    [
      'follows the statistic',
      by('loss', true),
      [last],
      [best],
      by('loss', true, 'min')
    ],
    ['leaves a column that goes', by('loss', true), [last], [], NEWEST_FIRST],
    [
      'leaves a fact that goes',
      fact('user', true),
      [{ kind: 'attribute' as const, key: 'user' as const }],
      [{ kind: 'attribute' as const, key: 'experiment' as const }],
      NEWEST_FIRST
    ]
  ])('%s', (_, sort, before, after, expected) => {
    expect(sortAfter(sort, before, after)).toEqual(expected);
  });
});
