import { act } from '@testing-library/react';

import { FactCell } from '../../src/panel/factcell';
import { EPOCH, run } from '../samples';
import { hook, renderOn, stage } from './render';

it.each([
  [{ kind: 'param', key: 'lr' }, '0.3', 'lr: 0.30000000000000004'],
  [{ kind: 'param', key: 'odd' }, '–', 'odd: –'],
  [{ kind: 'tag', key: 'team' }, 'apples', 'team: apples'],
  [{ kind: 'attribute', key: 'duration' }, '1 min 0 s', 'Duration: 1 min 0 s'],
  [{ kind: 'attribute', key: 'status' }, 'Finished', 'Status: Finished'],
  [{ kind: 'attribute', key: 'user' }, 'ana', 'User: ana'],
  [
    { kind: 'attribute', key: 'source' },
    'train.ipynb',
    'Source: a/train.ipynb'
  ],
  [{ kind: 'attribute', key: 'commit' }, 'c0ffee1', 'Commit: c0ffee123'],
  [{ kind: 'attribute', key: 'description' }, 'One', 'Description: One\ntwo'],
  [
    { kind: 'attribute', key: 'datasets' },
    'digits',
    'Datasets: digits d1, digits d2'
  ],
  [{ kind: 'attribute', key: 'experiment' }, 'cows', 'Experiment: cows']
] as const)('shows %j in a column', (column, text, title) => {
  const its = run('a', {
    params: { lr: '0.30000000000000004' },
    tags: {
      team: 'apples',
      'mlflow.source.name': 'a/train.ipynb',
      'mlflow.source.git.commit': 'c0ffee123',
      'mlflow.note.content': 'One\ntwo'
    },
    datasets: [
      { name: 'digits', digest: 'd1', context: 'training' },
      { name: 'digits', digest: 'd2', context: 'evaluation' }
    ]
  });
  renderOn(
    stage(),
    <FactCell run={its} column={column} experiment="cows" now={EPOCH} />
  );
  const cell = hook('.jp-Trackside-Row-fact');
  expect([cell.textContent, cell.title]).toEqual([text, title]);
});

it('counts the time of a run that runs', () => {
  jest.useFakeTimers({ now: EPOCH + 61_000 });
  const its = run('a', { status: 'RUNNING', end_time: null });
  renderOn(
    stage(),
    <FactCell
      run={its}
      column={{ kind: 'attribute', key: 'duration' }}
      experiment={null}
      now={EPOCH}
    />
  );
  const cell = hook('[data-fact="attribute:duration"]');
  expect(cell.textContent).toBe('1 min 1 s');
  act(() => jest.advanceTimersByTime(2000));
  expect(cell.textContent).toBe('1 min 3 s');
  jest.useRealTimers();
});
