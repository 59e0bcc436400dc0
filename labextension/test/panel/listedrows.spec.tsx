import { act, fireEvent, screen } from '@testing-library/react';

import type { IWireRun } from '../../src/api/wire';
import { RunList } from '../../src/panel/runlist';
import { ROW_HEIGHT } from '../../src/panel/runrow';
import { run } from '../samples';
import { order, props, row } from './listed';
import { renderOn, stage } from './render';

const runs = Array.from({ length: 10_000 }, (_, index) => run(`run-${index}`));

/** Scrolls at once, and draws a frame. */
function scrollTo(index: number): void {
  const grid = screen.getByRole('treegrid');
  grid.scrollTop = index * ROW_HEIGHT;
  fireEvent.scroll(grid);
  act(() => jest.advanceTimersByTime(20));
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('draws other rows by the same elements, in order', () => {
  renderOn(stage(), <RunList {...props({ runs })} />);
  scrollTo(1000);
  const element = row('run-1000');
  scrollTo(5000);
  expect(row('run-5000')).toBe(element);
  expect(element.textContent).toContain('run-5000');
  const others = order().slice(1);
  expect(others).toEqual(others.map((_, offset) => `run-${5000 + offset}`));
});

it('keeps the focus on its row, and goes on from there', () => {
  renderOn(stage(), <RunList {...props({ runs })} />);
  const focused = row('run-3');
  act(() => focused.focus());
  scrollTo(5000);
  expect(row('run-3')).toBe(focused);
  expect(document.activeElement).toBe(focused);
  fireEvent.keyDown(focused, { key: 'ArrowDown' });
  act(() => jest.advanceTimersByTime(100));
  expect(document.activeElement).toBe(row('run-4'));
});

it('does not take another run for the one that was pointed at', () => {
  renderOn(stage(), <RunList {...props({ runs })} />);
  const stars = (): number =>
    document.querySelectorAll('.jp-Trackside-Star').length;
  scrollTo(1000);
  fireEvent.pointerMove(row('run-1000'));
  expect(stars()).toBe(1);
  scrollTo(5000);
  expect(stars()).toBe(0);
});

it('asks nothing about rows that fly past', () => {
  const onView = jest.fn<undefined, [readonly IWireRun[]]>();
  renderOn(stage(), <RunList {...props({ runs, onView })} />);
  onView.mockClear();
  scrollTo(1000);
  scrollTo(5000);
  expect(onView).not.toHaveBeenCalled();
  act(() => jest.advanceTimersByTime(200));
  expect(onView.mock.lastCall?.[0]).toContain(runs[5000]);
  expect(onView.mock.lastCall?.[0]).not.toContain(runs[1000]);
});
