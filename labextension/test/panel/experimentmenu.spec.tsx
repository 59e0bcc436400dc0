import { act, fireEvent, waitFor } from '@testing-library/react';

import { settled } from '../fakes';
import { experiment, experiments, experimentUse } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

async function openMenu(): Promise<IStage> {
  const here = stage();
  here.client.experiments.mockResolvedValue(
    experiments([experimentUse('1'), experimentUse('2', { name: 'other' })])
  );
  await openPanel(here, 'models/train.ipynb');
  fireEvent.click(hook('[data-experiment] button'));
  return here;
}

it('offers the other experiments that were used last', async () => {
  const { model } = await openMenu();
  expect(
    document.querySelector('.jp-Trackside-MenuItem[data-experiment-id="1"]')
  ).toBeNull();
  await act(async () => {
    fireEvent.click(hook('.jp-Trackside-MenuItem[data-experiment-id="2"]'));
    await settled();
  });
  expect(model.experiment?.experiment_id).toBe('2');
  expect(hook('[data-experiment]').dataset['experiment']).toBe('other');
  expect(document.querySelector('.jp-Trackside-MenuItem')).toBeNull();
});

it('renames the experiment in place', async () => {
  const { client } = await openMenu();
  client.notebook.mockResolvedValue({
    path: 'models/train.ipynb',
    default_name: 'models/train',
    experiment: experiment('1', { name: 'better' }),
    overridden: false
  });
  fireEvent.click(hook('[data-action=rename-experiment]'));
  fireEvent.change(hook('[data-edit=name] input'), {
    target: { value: 'better' }
  });
  fireEvent.submit(hook('[data-edit=name]'));
  await waitFor(() =>
    expect(hook('[data-experiment]').dataset['experiment']).toBe('better')
  );
  expect(client.patchExperiment).toHaveBeenCalledWith('1', { name: 'better' });
});

it('describes the experiment, and shows what was noted', async () => {
  const { client } = await openMenu();
  const described = experiment('1', {
    tags: { 'mlflow.note.content': '## Why\n\nBecause.' }
  });
  client.notebook.mockResolvedValue({
    path: 'models/train.ipynb',
    default_name: 'models/train',
    experiment: described,
    overridden: false
  });
  fireEvent.click(hook('[data-action=describe-experiment]'));
  fireEvent.change(hook('[data-edit=description] textarea'), {
    target: { value: '## Why\n\nBecause.' }
  });
  fireEvent.submit(hook('[data-edit=description]'));
  await waitFor(() =>
    expect(hook('[data-experiment-note] summary').textContent).toBe('Why')
  );
  expect(client.patchExperiment).toHaveBeenCalledWith('1', {
    tags: { 'mlflow.note.content': '## Why\n\nBecause.' }
  });
});

it('copies the id and leads to all experiments', async () => {
  const { host } = await openMenu();
  fireEvent.click(hook('[data-action=copy-experiment-id]'));
  expect(host.copyText).toHaveBeenCalledWith('1', expect.anything());
  expect(document.activeElement).toBe(hook('[data-experiment] button'));
  fireEvent.click(hook('[data-experiment] button'));
  fireEvent.click(hook('[data-action=all-experiments]'));
  expect(host.openExperiments).toHaveBeenCalledWith('1');
});
