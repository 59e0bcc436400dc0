import { differences, shownDifferences } from '../../src/model/differences';
import { metric, run } from '../samples';

const WORDS = {
  dataset: 'Dataset',
  status: 'Status',
  user: 'User',
  source: 'Source',
  repository: 'Repository',
  branch: 'Branch',
  commit: 'Commit',
  changes: 'Changes'
};

const RUNS = [
  run('a', {
    params: { lr: '0.1', seed: '1', rate: '0.30000000000000004' },
    metrics: { loss: metric(0.123456), acc: metric('NaN') },
    datasets: [
      { name: 'digits', digest: 'd1', context: 'training' },
      { name: 'digits', digest: 'd3', context: null }
    ],
    tags: {
      team: 'red',
      'mlflow.source.git.commit': 'abc',
      'trackside.environment': '{"python": "3.11", "packages": {"numpy": "2"}}'
    }
  }),
  run('b', {
    params: { lr: '0.2', seed: '1' },
    metrics: { loss: metric(0.2) },
    status: 'FAILED',
    tags: {
      team: 'red',
      'mlflow.source.git.commit': 'abd',
      'trackside.environment': '{"python": "3.12", "packages": {"numpy": "2"}}'
    }
  })
];

const all = differences(
  RUNS,
  { tagsOf: ({ tags }) => tags, executionsOf: () => null },
  WORDS
);

function keys(...wanted: Parameters<typeof shownDifferences>): string[] {
  return shownDifferences(...wanted).map(
    ({ section, key }) => `${section} ${key}`
  );
}

it('lists what differs, section by section', () => {
  expect(keys(all, true, '')).toEqual([
    'param lr',
    'param rate',
    'metric loss',
    'metric acc',
    'dataset Dataset',
    'dataset training',
    'run Status',
    'code Commit',
    'environment python'
  ]);
});

it('lists everything when it is asked to', () => {
  expect(keys(all, false, '')).toEqual(
    expect.arrayContaining([
      'param seed',
      'tag team',
      'package numpy',
      'run User'
    ])
  );
});

it.each([
  ['L', true, ['param lr', 'metric loss']],
  ['  numpy ', false, ['package numpy']],
  ['numpy', true, []]
])('finds keys by %p', (search, isOnly, found) => {
  expect(keys(all, isOnly, search).filter(key => !/Commit/.test(key))).toEqual(
    found
  );
});

it('shows values short, and keeps them whole', () => {
  const of = (key: string) => all.find(row => row.key === key)?.cells;
  expect(of('rate')).toEqual([
    { text: '0.3', whole: '0.30000000000000004' },
    undefined
  ]);
  expect(of('loss')?.[0]).toEqual({ text: '0.1235', whole: '0.123456' });
});
