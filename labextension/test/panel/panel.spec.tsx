import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import { settled } from '../fakes';
import {
  EPOCH,
  experiment,
  metric,
  modelVersion,
  delta,
  page,
  run
} from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

describe('the empty states', () => {
  it('offers recent experiments when no notebook is open', async () => {
    const here = stage();
    await openPanel(here, null);
    hook('[data-empty=no-notebook]');
    fireEvent.click(hook('[data-experiment-id="1"]'));
    await waitFor(() => hook('[data-run-id=a]'));
  });

  it('teaches how to begin in a notebook without runs', async () => {
    const here = stage();
    here.client.notebook.mockResolvedValue({
      path: 'new.ipynb',
      default_name: 'new',
      experiment: null,
      overridden: false
    });
    await openPanel(here, 'new.ipynb');
    const empty = hook('[data-empty=no-runs]');
    expect(empty.textContent).toContain('%load_ext trackside');
    expect(empty.textContent).toContain('%%track');
    fireEvent.click(hook('[data-action=insert-snippet]'));
    expect(here.host.insertSnippet).toHaveBeenCalled();
  });

  it('says which command brings a missing server part', async () => {
    const here = stage();
    here.client.status.mockRejectedValue(
      new TracksideError('', 'NO_SUCH_ROUTE', 404)
    );
    await openPanel(here, 'a.ipynb');
    expect(hook('[data-empty=server-missing]').textContent).toContain(
      'jupyter server extension enable trackside_server'
    );
  });

  it('says what the store says, and tries again', async () => {
    const here = stage();
    here.client.runs.mockRejectedValueOnce(
      new TracksideError('the disk is full', 'TEMPORARILY_UNAVAILABLE', 503)
    );
    await openPanel(here, 'a.ipynb');
    expect(hook('[data-empty=failure]').textContent).toContain(
      'the disk is full'
    );
    fireEvent.click(hook('[data-action=retry]'));
    await waitFor(() => hook('[data-run-id=a]'));
  });
});

describe('the context bar', () => {
  it('names notebook, experiment, active run and connection', async () => {
    const here = stage();
    here.client.runs.mockResolvedValue(
      page([
        run('a', { status: 'RUNNING', name: 'live', start_time: EPOCH + 1 }),
        run('b', { status: 'RUNNING' })
      ])
    );
    await openPanel(here, 'models/train.ipynb');
    expect(hook('[data-notebook]').textContent).toBe('train.ipynb');
    expect(hook('[data-experiment]').textContent).toBe('models/train');
    expect(hook('[data-active-run]').dataset['activeRun']).toBe('a');
    expect(hook('[data-active-run]').textContent).toContain('+1 run');
    expect(document.querySelector('[data-badge=overridden]')).toBeNull();
    expect(hook('[data-connection]').dataset['connection']).toBe('connected');
    act(() => here.feed.become('reconnecting'));
    expect(screen.getByText('Reconnecting…')).toBeTruthy();
  });

  it('marks an experiment that is not the notebook’s own', async () => {
    const here = stage();
    here.client.notebook.mockResolvedValue({
      path: 'a.ipynb',
      default_name: 'a',
      experiment: experiment('1', { name: 'team/shared' }),
      overridden: true
    });
    await openPanel(here, 'a.ipynb');
    hook('[data-badge=overridden]');
    expect(hook('[data-experiment]').textContent).toBe('team/shared');
  });
});

describe('a run in detail', () => {
  async function openRun(): Promise<IStage> {
    const here = stage();
    const shown = run('a', {
      params: { lr: '0.1' },
      metrics: {
        loss: { ...metric(0.5), min: 0.25, max: 4, step: 9, count: 10 }
      },
      tags: { 'mlflow.source.git.commit': '0123456789abcdef', team: 'risk' }
    });
    here.client.run.mockResolvedValue({
      revision: 1,
      run: shown,
      experiment: experiment(),
      artifact_uri: '',
      model_versions: [],
      models: ['model']
    });
    await openPanel(here, 'models/train.ipynb');
    fireEvent.click(hook('[data-run-id=a]'));
    await screen.findByRole('tab', { name: 'Overview' });
    await waitFor(() => hook('[data-section=params]'));
    return here;
  }

  it('shows params, metrics, tags and commit', async () => {
    await openRun();
    expect(hook('[data-param=lr] td').textContent).toBe('0.1');
    const cells = hook('tr[data-metric=loss]').querySelectorAll('td');
    expect(Array.from(cells, cell => cell.textContent)).toEqual([
      '0.5',
      '0.25',
      '4',
      '10'
    ]);
    expect(hook('[data-tag=team] td').textContent).toBe('risk');
    expect(hook('[data-commit]').textContent).toBe('0123456789');
  });

  it('goes back by Escape', async () => {
    await openRun();
    fireEvent.keyDown(hook('.jp-Trackside-Detail'), { key: 'Escape' });
    expect(document.activeElement).toBe(hook('[role=row][data-run-id=a]'));
  });

  it('registers a model', async () => {
    const here = await openRun();
    here.client.register.mockResolvedValue(modelVersion('1'));
    fireEvent.click(hook('[data-action=register]'));
    const name = screen.getByLabelText('Name');
    fireEvent.change(name, { target: { value: ' churn ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    await waitFor(() =>
      expect(here.client.register).toHaveBeenCalledWith({
        name: 'churn',
        run_id: 'a',
        artifact_path: 'model'
      })
    );
    await waitFor(() => hook('[data-action=register]'));
  });

  it('says why a model was not registered', async () => {
    const here = await openRun();
    here.client.register.mockRejectedValue(
      new TracksideError('no such name', 'INVALID_PARAMETER_VALUE', 400)
    );
    fireEvent.click(hook('[data-action=register]'));
    const name = screen.getByLabelText('Name');
    fireEvent.change(name, { target: { value: 'a:b' } });
    fireEvent.click(screen.getByRole('button', { name: 'Register' }));
    expect((await screen.findByRole('alert')).textContent).toBe('no such name');
  });

  it('opens folders when they are asked for, and previews a file', async () => {
    const here = await openRun();
    const folder = { path: 'plots', is_dir: true, file_size: null };
    const file = { path: 'plots/notes.txt', is_dir: false, file_size: 5 };
    here.client.artifacts.mockImplementation(({ path }) =>
      Promise.resolve({
        path,
        files: path === '' ? [folder] : [file],
        models: []
      })
    );
    here.client.preview.mockResolvedValue({
      kind: 'text',
      text: 'hello',
      language: 'txt',
      truncated: true
    });
    fireEvent.click(screen.getByRole('tab', { name: 'Artifacts' }));
    await waitFor(() => hook('[data-artifact=plots]'));
    expect(here.client.artifacts).toHaveBeenCalledTimes(1);
    fireEvent.click(hook('[data-artifact=plots]'));
    await waitFor(() => hook('[data-artifact="plots/notes.txt"]'));
    fireEvent.click(hook('[data-artifact="plots/notes.txt"]'));
    await waitFor(() => hook('[data-preview][data-kind=text] pre'));
    expect(hook('[data-preview] pre').textContent).toBe('hello');
  });
});

it('opens the comparison of two or more chosen runs', async () => {
  const here = stage();
  await openPanel(here, 'models/train.ipynb');
  const compare = hook('[data-action=compare]') as HTMLButtonElement;
  expect(compare.disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Compare a' }));
  fireEvent.click(screen.getByRole('button', { name: 'Compare b' }));
  fireEvent.click(compare);
  expect(here.host.openCompare).toHaveBeenCalledTimes(1);
});

it('tells screen readers that a run ended', async () => {
  const here = stage();
  here.client.runs.mockResolvedValue(page([run('a', { status: 'RUNNING' })]));
  await openPanel(here, 'models/train.ipynb');
  here.client.changes.mockResolvedValue(
    delta(2, [run('a', { status: 'FAILED' })])
  );
  await act(async () => {
    here.feed.say({ revision: 2, runs: { '1': ['a'] } });
    await settled();
  });
  expect(hook('[aria-live=polite]').textContent).toBe('Run a: Failed');
});
