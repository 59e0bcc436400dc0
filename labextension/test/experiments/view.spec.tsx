import {
  act,
  fireEvent,
  render,
  screen,
  waitFor
} from '@testing-library/react';

import { ExperimentsView } from '../../src/experiments/view';
import { Browsing } from '../../src/model/browsing';
import { settled } from '../fakes';
import { experiment, experiments, experimentUse, page, run } from '../samples';
import { hook, type IStage, stage } from '../panel/render';

const APPLES = experimentUse('1', { name: 'fruit/apples' });
const PEARS = experimentUse('2', { name: 'fruit/pears', run_count: 1 });
const BINNED = experimentUse('3', {
  name: 'plums',
  lifecycle_stage: 'deleted'
});

async function openTab(): Promise<IStage> {
  const here = stage();
  const { client, model, host } = here;
  client.experiments.mockImplementation(({ stage: asked }) =>
    Promise.resolve(
      experiments(asked === 'deleted' ? [BINNED] : [APPLES, PEARS])
    )
  );
  client.experiment.mockImplementation(id =>
    Promise.resolve(
      [APPLES, PEARS, BINNED].find(each => each.experiment_id === id) ??
        experiment(id)
    )
  );
  const browsing = new Browsing(model);
  render(<ExperimentsView browsing={browsing} host={host} />);
  await act(async () => {
    await browsing.chosen.start();
    browsing.experiments.setShown(true);
    await settled();
  });
  return { ...here, model: browsing.chosen };
}

function entry(id: string): HTMLElement {
  return hook(`button[data-experiment-id="${id}"]`);
}

async function choose(id: string): Promise<void> {
  await act(async () => {
    fireEvent.click(entry(id));
    await settled();
  });
}

it('lists experiments with their use, and the runs of the chosen one', async () => {
  await openTab();
  hook('[data-empty=no-experiment]');
  expect(entry('1').textContent).toContain('fruit/apples2 runs');
  expect(entry('2').textContent).toContain('1 run');

  await choose('1');
  expect(entry('1').getAttribute('aria-current')).toBe('true');
  await waitFor(() => hook('[data-run-id=a]'));
});

it('lists the runs of several experiments and says whose each is', async () => {
  const { client, model } = await openTab();
  client.runs.mockImplementation(({ experimentIds }) =>
    Promise.resolve(
      page(experimentIds.map(id => run(`r${id}`, { experiment_id: id })))
    )
  );
  await choose('1');
  expect(hook('[data-run-id=r1]').textContent).not.toContain('apples');
  await act(async () => {
    fireEvent.click(
      screen.getByLabelText('Show the runs of fruit/pears as well')
    );
    await settled();
  });
  await waitFor(() => hook('[data-run-id=r2]'));
  expect(hook('[data-run-id=r1]').textContent).toContain('fruit/apples');
  expect(hook('[data-run-id=r2]').textContent).toContain('fruit/pears');
  expect(hook('[data-header=several] h3').textContent).toBe('2 experiments');

  fireEvent.click(screen.getByTitle('Leave out the runs of fruit/apples'));
  expect(model.runs.experimentIds).toEqual(['2']);
  fireEvent.click(entry('1'), { ctrlKey: true });
  expect(model.runs.experimentIds).toEqual(['2', '1']);
  await choose('1');
  expect(model.runs.experimentIds).toEqual(['1']);
});

it('shows no count where the server tells none', async () => {
  const here = await openTab();
  here.client.experiments.mockResolvedValue(
    experiments([
      experimentUse('1', { run_count: null, last_start_time: null })
    ])
  );
  await act(async () => {
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'm' } });
    await new Promise(resolve => setTimeout(resolve, 250));
  });
  expect(document.querySelector('[data-run-count]')).toBeNull();
});

it('goes from one to the next by the arrow keys, with one tab stop', async () => {
  await openTab();
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' });
  expect(document.activeElement).toBe(entry('1'));
  fireEvent.keyDown(entry('1'), { key: 'End' });
  expect(document.activeElement).toBe(entry('2'));
  fireEvent.keyDown(entry('2'), { key: 'ArrowUp' });
  expect(document.activeElement).toBe(entry('1'));
  expect([entry('1').tabIndex, entry('2').tabIndex]).toEqual([0, -1]);
  await choose('2');
  expect([entry('1').tabIndex, entry('2').tabIndex]).toEqual([-1, 0]);
});

it('teaches how to log into an experiment that has no runs', async () => {
  const here = await openTab();
  here.client.runs.mockResolvedValue(page([]));
  await choose('1');
  expect(hook('[data-empty=no-runs]').textContent).toContain(
    'trackside.set_experiment("fruit/apples")'
  );
});

it('renames and describes the chosen one', async () => {
  const { client } = await openTab();
  await choose('1');
  fireEvent.click(hook('[data-header] [data-action=rename]'));
  fireEvent.change(hook('[data-edit=name] input'), {
    target: { value: 'ripe' }
  });
  await act(async () => {
    fireEvent.submit(hook('[data-edit=name]'));
    await settled();
  });
  expect(client.patchExperiment).toHaveBeenCalledWith('1', { name: 'ripe' });

  fireEvent.click(hook('[data-action=edit-description]'));
  fireEvent.change(hook('[data-edit=description] textarea'), {
    target: { value: 'why' }
  });
  await act(async () => {
    fireEvent.submit(hook('[data-edit=description]'));
    await settled();
  });
  expect(client.patchExperiment).toHaveBeenLastCalledWith('1', {
    tags: { 'mlflow.note.content': 'why' }
  });
});

it('deletes with undo', async () => {
  const { client, host } = await openTab();
  await choose('1');
  await act(async () => {
    fireEvent.click(hook('[data-action=delete-experiment]'));
    await settled();
  });
  expect(client.patchExperiment).toHaveBeenCalledWith('1', {
    lifecycle_stage: 'deleted'
  });
  await act(async () => {
    await jest.mocked(host.offerUndo).mock.calls[0]?.[1]();
  });
  expect(client.patchExperiment).toHaveBeenLastCalledWith('1', {
    lifecycle_stage: 'active'
  });
});

it('unfolds the bin, whose experiments are restored and not edited', async () => {
  const { client } = await openTab();
  await act(async () => {
    fireEvent.click(hook('[data-action=open-bin]'));
    await settled();
  });
  await choose('3');
  expect(
    document.querySelector('[data-header] [data-action=rename]')
  ).toBeNull();
  await act(async () => {
    fireEvent.click(hook('[data-action=restore-experiment]'));
    await settled();
  });
  expect(client.patchExperiment).toHaveBeenCalledWith('3', {
    lifecycle_stage: 'active'
  });
});
