import { fireEvent, screen } from '@testing-library/react';

import { columnWord } from '../../src/model/runcolumns';
import { metric, page, run } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

/** The popover over a run with so many metrics. */
async function open(count: number): Promise<IStage> {
  const here = stage();
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  const metrics = Object.fromEntries(names.map(name => [name, metric(1)]));
  const tags = { team: 'a', 'trackside.star': 'true' };
  const its = run('a', { metrics, params: { lr: '1' }, tags });
  here.client.runs.mockResolvedValue(page([its]));
  await openPanel(here, 'train.ipynb');
  fireEvent.click(screen.getByTitle('Choose columns'));
  return here;
}

function shown({ model }: IStage): string {
  const columns = model.columns.shown(model.runs.facts.keys);
  return columns.map(columnWord).join(' ');
}

function offered(): string {
  const boxes = document.querySelectorAll<HTMLElement>('[data-column-choice]');
  return Array.from(boxes, box => box.dataset['columnChoice']).join(' ');
}

/** Lab's stand-in for drag events does not bubble. */
function drag(type: string, word: string): void {
  const event = new Event(type, { bubbles: true });
  const dataTransfer = { setData: jest.fn() };
  fireEvent(
    hook(`[data-shown-column="${word}"]`),
    Object.assign(event, { dataTransfer })
  );
}

it('offers metrics, params, own tags and facts of one experiment', async () => {
  const here = await open(2);
  expect(offered()).toBe(
    'm0 m1 lr team duration end status user source commit description datasets'
  );
  fireEvent.click(hook('[data-column-choice=team]'));
  fireEvent.click(hook('[data-column-choice=duration]'));
  expect(shown(here)).toBe('metric:m0 tag:team attribute:duration');
  fireEvent.click(screen.getByTitle('Hide team'));
  expect(shown(here)).toBe('metric:m0 attribute:duration');
});

it('moves columns by buttons and by dragging', async () => {
  const here = await open(2);
  fireEvent.click(hook('[data-column-choice=lr]'));
  fireEvent.click(hook('[data-column-choice=user]'));
  fireEvent.click(screen.getByTitle('Move User up'));
  expect(shown(here)).toBe('metric:m0 attribute:user param:lr');
  fireEvent.click(screen.getByTitle('Move m0 up'));
  expect(shown(here)).toBe('metric:m0 attribute:user param:lr');
  drag('dragstart', 'param:lr');
  drag('dragenter', 'metric:m0');
  drag('dragend', 'param:lr');
  expect(shown(here)).toBe('param:lr metric:m0 attribute:user');
});

it('has a search where there are many', async () => {
  await open(12);
  expect(offered().split(' ')).toHaveLength(12 + 2 + 8);
  const search = screen.getByRole('searchbox', { name: 'Find a column' });
  fireEvent.change(search, { target: { value: 'M1' } });
  expect(offered()).toBe('m1 m10 m11');
  fireEvent.change(search, { target: { value: 'nothing of it' } });
  expect(offered()).toBe('');
  expect(screen.getByText('Nothing is called so.')).toBeTruthy();
});

it('lists no more of a kind than anybody reads', async () => {
  await open(300);
  expect(offered().split(' ')).toHaveLength(200 + 2 + 8);
  expect(screen.getByText('and 100 more: find them by name')).toBeTruthy();
});
