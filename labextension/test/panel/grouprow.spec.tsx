import { act, fireEvent, screen } from '@testing-library/react';

import { metric, page, run } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

const RUNS = [
  run('a', { params: { lr: '0.1' }, metrics: { loss: metric(1) } }),
  run('b', { params: { lr: '0.2' }, metrics: { loss: metric(2) } }),
  run('c', { params: { lr: '0.1' }, metrics: { loss: metric(4) } }),
  run('d')
];

/** The list in groups of one param. */
async function open(nextPage: string | null = null): Promise<IStage> {
  const here = stage();
  here.client.runs.mockResolvedValue(page(RUNS, { next_page_token: nextPage }));
  await openPanel(here, 'train.ipynb');
  fireEvent.click(screen.getByTitle('Choose columns'));
  fireEvent.change(hook('[data-action=group-by]'), {
    target: { value: 'param:lr' }
  });
  return here;
}

function group(value: string): HTMLElement {
  return hook(`[data-group="${value}"]`);
}

function listed(): string {
  const rows = document.querySelectorAll<HTMLElement>('[data-row-index]');
  return Array.from(
    rows,
    ({ dataset }) => dataset['runId'] ?? `[${dataset['group']}]`
  ).join(' ');
}

it('says what, how many, and what the metric comes down to', async () => {
  await open();
  expect(listed()).toBe('[0.1] a c [0.2] b [] d');
  expect(group('0.1').textContent).toContain('lr 2 runs');
  const cell = group('0.1').querySelector('[data-metric=loss]');
  expect(cell?.textContent).toBe('⌀ 2.5');
  expect(cell?.getAttribute('title')).toBe('loss: mean of 2 runs, from 1 to 4');
  expect(group('').textContent).toContain('none');
  expect(group('').textContent).toContain('–');
});

it('says when more may come', async () => {
  await open('next');
  expect(group('0.1').textContent).toContain('2 of the runs loaded so far');
});

it('folds by a click and by keys, which go in and out', async () => {
  await open();
  fireEvent.click(group('0.1'));
  expect(listed()).toBe('[0.1] [0.2] b [] d');
  expect(group('0.1').getAttribute('aria-expanded')).toBe('false');
  act(() => group('0.1').focus());
  fireEvent.keyDown(group('0.1'), { key: 'ArrowRight' });
  expect(listed()).toBe('[0.1] a c [0.2] b [] d');
  fireEvent.keyDown(group('0.1'), { key: 'ArrowRight' });
  const inside = hook('[data-run-id=a]');
  expect(document.activeElement).toBe(inside);
  fireEvent.keyDown(inside, { key: 'ArrowLeft' });
  expect(document.activeElement).toBe(group('0.1'));
  fireEvent.keyDown(group('0.1'), { key: 'Enter' });
  expect(listed()).toBe('[0.1] [0.2] b [] d');
});

it('draws all of its runs by its eye, and none by another click', async () => {
  const { model } = await open();
  act(() => model.selection.toggle('b'));
  fireEvent.click(screen.getByRole('button', { name: 'Compare lr 0.1' }));
  expect(model.selection.runIds).toEqual(['b', 'a', 'c']);
  act(() => group('0.1').focus());
  fireEvent.keyDown(group('0.1'), { key: ' ' });
  expect(model.selection.runIds).toEqual(['b']);
});

it('is not selected itself', async () => {
  const { model } = await open();
  act(() => hook('[data-run-id=c]').focus());
  fireEvent.keyDown(hook('[data-run-id=c]'), {
    key: 'ArrowDown',
    shiftKey: true
  });
  expect(model.rows.selected).toEqual([]);
  fireEvent.keyDown(group('0.2'), { key: 'ArrowDown', shiftKey: true });
  expect(model.rows.selected).toEqual(['b']);
  fireEvent.keyDown(hook('[data-run-id=b]'), { key: 'a', ctrlKey: true });
  expect(model.rows.selected).toEqual(['a', 'c', 'b', 'd']);
});
