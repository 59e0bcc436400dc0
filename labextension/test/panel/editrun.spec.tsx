import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import type { IWireRun, IWireRunDetail } from '../../src/api/wire';
import { settled } from '../fakes';
import { experiment, run } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

function detailOf(more: Partial<IWireRun> = {}): IWireRunDetail {
  return {
    revision: 1,
    run: run('a', more),
    experiment: experiment(),
    artifact_uri: '',
    model_versions: [],
    models: []
  };
}

async function openRun(more: Partial<IWireRun> = {}): Promise<IStage> {
  const here = stage();
  here.client.run.mockResolvedValue(detailOf(more));
  await openPanel(here, 'a.ipynb');
  await act(async () => {
    here.model.navigation.openRun('a');
    await settled();
  });
  await waitFor(() => hook('[data-section=metrics]'));
  return here;
}

function click(selector: string): void {
  fireEvent.click(hook(selector));
}

it('renames a run by Enter and gives the keyboard back', async () => {
  const { client } = await openRun();
  client.patchRun.mockResolvedValue(detailOf({ name: 'better' }));
  click('[data-action=rename]');
  const field = hook('[data-edit=name] input');
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: ' better ' } });
  fireEvent.submit(hook('[data-edit=name]'));
  await screen.findByText('better');
  expect(client.patchRun).toHaveBeenCalledWith('a', { name: 'better' });
  await waitFor(() =>
    expect(document.activeElement).toBe(hook('[data-action=rename]'))
  );
});

it('leaves the name by Escape, and stays in the run', async () => {
  const { client, model } = await openRun();
  click('[data-action=rename]');
  fireEvent.keyDown(hook('[data-edit=name] input'), { key: 'Escape' });
  expect(document.querySelector('[data-edit=name]')).toBeNull();
  expect(model.navigation.view.kind).toBe('run');
  expect(client.patchRun).not.toHaveBeenCalled();
});

it('says why a name was not taken, and does not send an empty one', async () => {
  const { client } = await openRun();
  client.patchRun.mockRejectedValue(
    new TracksideError('the name is too long', 'INVALID_PARAMETER_VALUE', 400)
  );
  click('[data-action=rename]');
  const field = hook('[data-edit=name] input');
  fireEvent.change(field, { target: { value: '  ' } });
  fireEvent.submit(hook('[data-edit=name]'));
  expect(client.patchRun).not.toHaveBeenCalled();
  fireEvent.change(field, { target: { value: 'x' } });
  fireEvent.submit(hook('[data-edit=name]'));
  expect((await screen.findByRole('alert')).textContent).toBe(
    'the name is too long'
  );
});

it('writes the description into MLflow’s tag, and an empty one takes it away', async () => {
  const { client } = await openRun();
  const tags = { 'mlflow.note.content': 'one\ntwo' };
  client.patchRun.mockResolvedValueOnce(detailOf({ tags }));
  click('[data-action=edit-description]');
  const field = hook('[data-edit=description] textarea');
  fireEvent.change(field, { target: { value: 'one\ntwo' } });
  fireEvent.submit(hook('[data-edit=description]'));
  await waitFor(() =>
    expect(hook('.jp-Trackside-Description').textContent).toBe('one\ntwo')
  );
  expect(client.patchRun).toHaveBeenLastCalledWith('a', { tags });

  client.patchRun.mockResolvedValueOnce(detailOf());
  click('[data-action=edit-description]');
  fireEvent.change(hook('textarea'), { target: { value: '' } });
  fireEvent.submit(hook('[data-edit=description]'));
  await screen.findByText('Add description');
  expect(client.patchRun).toHaveBeenLastCalledWith('a', {
    tags: { 'mlflow.note.content': null }
  });
});

it('deletes a run, goes back to the list, and offers to undo it', async () => {
  const { client, host, model } = await openRun();
  click('[data-action=delete-run]');
  await waitFor(() => expect(model.navigation.view.kind).toBe('runs'));
  expect(model.navigation.lastRunId).toBe('b');
  expect(client.patchRuns).toHaveBeenLastCalledWith(['a'], {
    lifecycle_stage: 'deleted'
  });
  const [message, undo] = jest.mocked(host.offerUndo).mock.calls[0] ?? [];
  expect(message).toBe('Run a was deleted.');
  await act(() => undo?.() ?? Promise.resolve());
  expect(client.patchRuns).toHaveBeenLastCalledWith(['a'], {
    lifecycle_stage: 'active'
  });
});

it('says that a run could not be deleted, and stays there', async () => {
  const { client, host, model } = await openRun();
  client.patchRuns.mockRejectedValue(
    new TracksideError('read-only', 'PERMISSION_DENIED', 403)
  );
  click('[data-action=delete-run]');
  await waitFor(() =>
    expect(host.sayFailure).toHaveBeenCalledWith('read-only')
  );
  expect(model.navigation.view.kind).toBe('run');
});

it('says so when the open run has been deleted elsewhere, and restores it', async () => {
  const { client, feed } = await openRun();
  client.run.mockResolvedValue(detailOf({ lifecycle_stage: 'deleted' }));
  act(() => feed.say({ runs: { '1': ['a'] } }));
  await waitFor(() => hook('[data-deleted=a]'));
  for (const gone of ['rename', 'delete-run', 'edit-description']) {
    expect(document.querySelector(`[data-action=${gone}]`)).toBeNull();
  }
  client.run.mockResolvedValue(detailOf());
  click('[data-action=restore-run]');
  await waitFor(() => hook('[data-action=rename]'));
  expect(client.patchRuns).toHaveBeenLastCalledWith(['a'], {
    lifecycle_stage: 'active'
  });
});

it('opens the run that a run is a part of', async () => {
  const { model } = await openRun({ tags: { 'mlflow.parentRunId': 'b' } });
  expect(hook('[data-parent-run]').textContent).toBe('b');
  click('[data-parent-run]');
  expect(model.navigation.view).toEqual({ kind: 'run', runId: 'b' });
});
