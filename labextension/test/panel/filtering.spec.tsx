import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import { settled } from '../fakes';
import { counts, delta, metric, page, run } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

const RUNS = [
  run('a', { params: { kernel: 'rbf' }, metrics: { loss: metric(0.2) } }),
  run('b', { params: { kernel: 'linear' }, status: 'FAILED' })
];

async function open(): Promise<IStage> {
  const here = stage();
  here.client.runs.mockResolvedValue(page(RUNS));
  await openPanel(here, 'models/train.ipynb');
  return here;
}

function line(): HTMLInputElement {
  return screen.getByRole('combobox', { name: 'Filter runs' });
}

function type(text: string): void {
  fireEvent.focus(line());
  fireEvent.change(line(), { target: { value: text } });
}

function press(key: string): void {
  fireEvent.keyDown(line(), { key });
}

function completions(): (string | null)[] {
  const list = hook('[role=listbox]');
  return Array.from(list.children, option => option.textContent);
}

function rowIds(): (string | undefined)[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>('[role=row][data-run-id]'),
    row => row.dataset['runId']
  );
}

/** Types a filter that only run a matches. */
async function filterToA({ client }: IStage): Promise<void> {
  client.runs.mockResolvedValue(
    page([RUNS[0] ?? run('a')], { counts: counts(RUNS) })
  );
  type('metrics.loss < 1');
  press('Enter');
  await act(settled);
}

it('asks the server for the runs of a filter, and shows it as a chip', async () => {
  const here = await open();
  await filterToA(here);
  expect(here.client.runs).toHaveBeenLastCalledWith(
    expect.objectContaining({ filter: 'metrics.loss < 1' })
  );
  expect(rowIds()).toEqual(['a']);
  expect(hook('[data-condition]').textContent).toBe('metrics.loss < 1');
  expect(hook('[data-matching]').textContent).toBe('1 of 2');
  expect(line().value).toBe('');
});

it('joins a facet to the conditions, and takes each away', async () => {
  const here = await open();
  await filterToA(here);
  fireEvent.click(screen.getByRole('button', { name: 'Failed 1' }));
  await act(settled);
  const both = "metrics.loss < 1 AND attributes.status = 'FAILED'";
  expect(here.client.runs).toHaveBeenLastCalledWith(
    expect.objectContaining({ filter: both })
  );
  fireEvent.click(
    screen.getByRole('button', { name: /^Remove the condition metrics/ })
  );
  await act(settled);
  expect(here.model.runs.filter).toBe("attributes.status = 'FAILED'");
});

it('says what is wrong with a filter and leaves the list', async () => {
  const here = await open();
  here.client.runs.mockRejectedValue(
    new TracksideError('no such operator', 'INVALID_PARAMETER_VALUE', 400)
  );
  type('metrics.loss ~ 1');
  press('Enter');
  await act(settled);
  expect(hook('[data-filter-problem]').textContent).toBe('no such operator');
  expect(rowIds()).toEqual(['a', 'b']);
  expect(line().value).toBe('metrics.loss ~ 1');
  type('metrics.loss < 1');
  expect(document.querySelector('[data-filter-problem]')).toBeNull();
});

it('completes keys, operators and values by the keyboard', async () => {
  await open();
  type('ker');
  expect(completions()[0]).toBe('params.kernel');
  press('ArrowDown');
  press('Enter');
  expect(line().value).toBe('params.kernel ');
  press('ArrowDown');
  expect(line().getAttribute('aria-activedescendant')).not.toBeNull();
  press('Enter');
  press('ArrowDown');
  press('ArrowDown');
  press('Enter');
  expect(line().value).toBe("params.kernel = 'rbf' ");
});

it('closes the menu, then clears the line, then leaves it by Escape', async () => {
  await open();
  line().focus();
  type('loss');
  press('Escape');
  expect(completions()).toEqual([]);
  expect(line().value).toBe('loss');
  press('Escape');
  expect(line().value).toBe('');
  press('Escape');
  expect(document.activeElement?.getAttribute('data-run-id')).toBe('a');
});

it('takes the slash as the way to the line', async () => {
  await open();
  fireEvent.keyDown(hook('[data-run-id=a]'), { key: '/' });
  expect(document.activeElement).toBe(line());
});

it('lets rows come and go as they match, and keeps the active run in sight', async () => {
  const here = await open();
  await filterToA(here);
  const live = run('c', { status: 'RUNNING', name: 'live' });
  here.client.changes.mockResolvedValue(
    delta(2, [RUNS[0] ?? live, live], { matching: [], total: 0 })
  );
  await act(async () => {
    here.feed.say({ revision: 2, runs: { '1': ['a', 'c'] } });
    await settled();
  });
  expect(here.client.changes).toHaveBeenLastCalledWith(
    expect.objectContaining({ filter: 'metrics.loss < 1' }),
    1
  );
  hook('[data-empty=list]');
  expect(here.model.activeRun?.name).toBe('live');
  here.client.changes.mockResolvedValue(delta(3, [live]));
  await act(async () => {
    here.feed.say({ revision: 3, runs: { '1': ['c'] } });
    await settled();
  });
  expect(rowIds()).toEqual(['c']);
});

it('keeps the eyes of runs that a filter hides', async () => {
  const here = await open();
  act(() => here.model.selection.toggle('b'));
  await filterToA(here);
  expect(here.model.selection.runIds).toEqual(['b']);
  expect(here.model.runs.get('b')?.name).toBe('b');
});

it('shows what is in the bin', async () => {
  const here = stage();
  here.client.runs.mockResolvedValue(
    page(RUNS, { counts: counts(RUNS, { deleted: 1 }) })
  );
  await openPanel(here, 'models/train.ipynb');
  const gone = run('z', { lifecycle_stage: 'deleted' });
  here.client.runs.mockResolvedValue(
    page([gone], { counts: counts(RUNS, { deleted: 1 }) })
  );
  fireEvent.click(screen.getByRole('button', { name: 'Deleted 1' }));
  await waitFor(() => expect(rowIds()).toEqual(['z']));
  expect(here.client.runs).toHaveBeenLastCalledWith(
    expect.objectContaining({ stage: 'deleted' })
  );
});
