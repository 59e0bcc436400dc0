import { act, fireEvent, screen } from '@testing-library/react';

import { NEWEST_FIRST } from '../../src/model/sort';
import { type IRunListProps, RunList } from '../../src/panel/runlist';
import { metric, run } from '../samples';
import { onStage, renderOn, stage } from './render';

function props(more: Partial<IRunListProps> = {}): IRunListProps {
  return {
    runs: [
      run('a', {
        status: 'RUNNING',
        params: { lr: '0.1' },
        metrics: { loss: metric(0.12345) }
      }),
      run('b', { status: 'FAILED' })
    ],
    sort: NEWEST_FIRST,
    metricColumns: ['loss'],
    params: ['lr'],
    colourOf: id => (id === 'b' ? 'rgb(1, 2, 3)' : null),
    onSort: jest.fn(),
    onOpen: jest.fn(),
    onToggle: jest.fn(),
    onCompare: jest.fn(),
    ...more
  };
}

function row(runId: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-run-id="${runId}"]`);
  if (!found) {
    throw new Error(`no row of run ${runId}`);
  }
  return found;
}

function order(): (string | undefined)[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>('[data-run-id]'),
    element => element.dataset['runId']
  );
}

it('shows status in words, value, and differing params', () => {
  renderOn(stage(), <RunList {...props()} />);
  expect(row('a').textContent).toContain('Running');
  expect(row('a').textContent).toContain('0.1235');
  expect(row('a').textContent).toContain('lr 0.1');
  expect(row('b').querySelector('[data-metric=loss]')?.textContent).toBe('–');
});

it('says what is chosen and what is sorted', () => {
  renderOn(stage(), <RunList {...props()} />);
  expect(row('a').getAttribute('aria-selected')).toBe('false');
  expect(row('b').getAttribute('aria-selected')).toBe('true');
  const sorted = screen
    .getAllByRole('columnheader')
    .map(header => header.getAttribute('aria-sort'));
  expect(sorted).toEqual([null, null, 'none', 'descending', 'none', null]);
});

it('sorts by a click on a metric', () => {
  const onSort = jest.fn();
  renderOn(stage(), <RunList {...props({ onSort })} />);
  fireEvent.click(screen.getByRole('button', { name: 'loss' }));
  expect(onSort).toHaveBeenCalledWith({
    key: { by: 'metric', metric: 'loss' },
    isDescending: true
  });
});

it('opens a run by a click, and does not when the eye is clicked', () => {
  const [onOpen, onToggle] = [jest.fn(), jest.fn()];
  renderOn(stage(), <RunList {...props({ onOpen, onToggle })} />);
  fireEvent.click(screen.getByRole('button', { name: 'Compare a' }));
  expect(onToggle).toHaveBeenCalledWith('a');
  expect(onOpen).not.toHaveBeenCalled();
  fireEvent.click(row('b'));
  expect(onOpen).toHaveBeenCalledWith('b');
});

it('is worked by the keyboard', () => {
  const [onOpen, onToggle, onCompare] = [jest.fn(), jest.fn(), jest.fn()];
  renderOn(stage(), <RunList {...props({ onOpen, onToggle, onCompare })} />);
  act(() => row('a').focus());
  fireEvent.keyDown(row('a'), { key: 'ArrowDown' });
  expect(document.activeElement).toBe(row('b'));
  fireEvent.keyDown(row('b'), { key: ' ' });
  expect(onToggle).toHaveBeenCalledWith('b');
  fireEvent.keyDown(row('b'), { key: 'Enter' });
  expect(onOpen).toHaveBeenCalledWith('b');
  fireEvent.keyDown(row('b'), { key: 'c' });
  expect(onCompare).toHaveBeenCalled();
});

it('draws a window of ten thousand rows', () => {
  const runs = Array.from({ length: 10_000 }, (_, index) =>
    run(`run-${index}`)
  );
  renderOn(stage(), <RunList {...props({ runs })} />);
  expect(order().length).toBeLessThan(40);
  const grid = screen.getByRole('grid');
  expect(grid.getAttribute('aria-rowcount')).toBe('10001');
  expect(row('run-3').style.top).toBe('138px');
});

it('holds the order while the pointer is over it, but not the values', () => {
  const here = stage();
  const before = props();
  const { rerender } = renderOn(here, <RunList {...before} />);
  fireEvent.pointerEnter(screen.getByRole('grid'));
  const after = props({
    runs: [run('n'), run('b'), run('a', { name: 'renamed' })],
    sort: before.sort
  });
  rerender(onStage(here, <RunList {...after} />));
  expect(order()).toEqual(['a', 'b', 'n']);
  expect(row('a').textContent).toContain('renamed');
  fireEvent.pointerLeave(screen.getByRole('grid'));
  expect(order()).toEqual(['n', 'b', 'a']);
});
