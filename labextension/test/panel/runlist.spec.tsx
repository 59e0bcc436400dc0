import { act, fireEvent, screen } from '@testing-library/react';

import type { RunColumn } from '../../src/model/runcolumns';
import { RunList } from '../../src/panel/runlist';
import { metric, run } from '../samples';
import { order, props, row } from './listed';
import { hook, onStage, renderOn, stage } from './render';

it('shows status in words, value, and differing params', () => {
  renderOn(stage(), <RunList {...props()} />);
  expect(row('a').textContent).toContain('Running');
  expect(row('a').textContent).toContain('0.1235');
  expect(row('a').textContent).toContain('lr 0.1');
  expect(row('b').querySelector('[data-metric=loss]')?.textContent).toBe('–');
});

it('names least and greatest of a metric where the store tells them', () => {
  const told = metric(0.5);
  const untold = { ...told, min: null, max: null, count: null };
  const runs = [
    run('a', { metrics: { loss: told } }),
    run('b', { metrics: { loss: untold } })
  ];
  renderOn(stage(), <RunList {...props({ runs })} />);
  const titles = ['a', 'b'].map(id =>
    row(id).querySelector('[data-metric=loss]')?.getAttribute('title')
  );
  expect(titles).toEqual([
    'loss (last): 0.5\nlast 0.5 at step 0, min 0.5, max 0.5',
    'loss (last): 0.5\nlast 0.5 at step 0'
  ]);
});

it('offers no order where the store has none', () => {
  const columns: RunColumn[] = [{ kind: 'attribute', key: 'experiment' }];
  renderOn(stage(), <RunList {...props({ columns })} />);
  const header = hook('[data-column="attribute:experiment"]');
  expect(header.querySelector('button')).toBeNull();
});

it('says what is selected and what is sorted', () => {
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
    key: { by: 'metric', metric: 'loss', statistic: 'last' },
    isDescending: false
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
  const grid = screen.getByRole('treegrid');
  expect(grid.getAttribute('aria-rowcount')).toBe('10001');
  expect(row('run-3').style.top).toBe('138px');
});

it('leaves the keyboard on its run when others come before it', () => {
  const here = stage();
  const onOpen = jest.fn();
  const before = props();
  const { rerender } = renderOn(here, <RunList {...before} />);
  act(() => row('a').focus());
  const runs = [run('n'), ...before.runs];
  rerender(onStage(here, <RunList {...props({ runs, onOpen })} />));
  expect(row('a').tabIndex).toBe(0);
  fireEvent.keyDown(row('a'), { key: 'Enter' });
  expect(onOpen).toHaveBeenCalledWith('a');
});

it('holds the order while the pointer is over it, but not the values', () => {
  const here = stage();
  const before = props();
  const { rerender } = renderOn(here, <RunList {...before} />);
  fireEvent.pointerEnter(screen.getByRole('treegrid'));
  const after = props({
    runs: [run('n'), run('b'), run('a', { name: 'renamed' })],
    sort: before.sort
  });
  rerender(onStage(here, <RunList {...after} />));
  expect(order()).toEqual(['a', 'b', 'n']);
  expect(row('a').textContent).toContain('renamed');
  fireEvent.pointerLeave(screen.getByRole('treegrid'));
  expect(order()).toEqual(['n', 'b', 'a']);
});

it('shows the difference to the baseline in words, too', () => {
  const baseline = run('b', { metrics: { loss: metric(0.1) } });
  const runs = [
    run('better', { metrics: { loss: metric(0.05) } }),
    run('worse', { metrics: { loss: metric(0.35) } }),
    baseline
  ];
  renderOn(stage(), <RunList {...props({ runs, baseline })} />);
  expect(row('better').querySelector('[data-better=true]')?.textContent).toBe(
    '−0.05better than the baseline'
  );
  expect(row('worse').querySelector('[data-better=false]')?.textContent).toBe(
    '+0.25worse than the baseline'
  );
  expect(row('b').querySelector('[data-better]')).toBeNull();
  expect(row('b').textContent).toContain('baseline');
});

it('stars by its key and by a click', () => {
  const onStar = jest.fn();
  const starred = run('b', { tags: { 'trackside.star': 'true' } });
  const runs = [run('a'), starred];
  renderOn(stage(), <RunList {...props({ runs, onStar })} />);
  fireEvent.pointerMove(row('b'));
  const star = screen.getByRole('button', { name: 'Star b', hidden: true });
  expect(star.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(star);
  expect(onStar).toHaveBeenLastCalledWith('b');
  fireEvent.keyDown(row('a'), { key: 's' });
  expect(onStar).toHaveBeenCalledTimes(2);
});

it('draws the course of the first metric in the run’s colour', () => {
  const series = {
    run_id: 'b',
    key: 'loss',
    steps: [0, 1],
    timestamps: [0, 1],
    values: [1, 2],
    count: 9
  };
  const runs = ['a', 'b'].map(id => run(id, { metrics: { loss: metric(1) } }));
  renderOn(stage(), <RunList {...props({ runs, seriesOf: () => series })} />);
  const stroke = (id: string): string | undefined =>
    row(id)
      .querySelector('.jp-Trackside-Sparkline path')
      ?.getAttribute('style') ?? undefined;
  expect(stroke('a')).toBeUndefined();
  expect(stroke('b')).toContain('rgb(1, 2, 3)');
});

it('selects by Ctrl and Shift, opens by a plain click', () => {
  const here = props();
  renderOn(stage(), <RunList {...here} />);
  fireEvent.click(row('b'), { ctrlKey: true });
  expect(here.onSelect).toHaveBeenCalledWith('b');
  fireEvent.click(row('b'), { shiftKey: true });
  expect(here.onExtend).toHaveBeenCalledWith('b', ['a', 'b'], 'a');
  expect(here.onOpen).not.toHaveBeenCalled();
});

it.each([
  [
    'Shift+ArrowDown',
    { key: 'ArrowDown', shiftKey: true },
    'onExtend',
    ['b', ['a', 'b'], 'a']
  ],
  ['Ctrl+A', { key: 'a', ctrlKey: true }, 'onSelectAll', [['a', 'b']]],
  ['Delete', { key: 'Delete' }, 'onDelete', ['a']],
  ['Escape', { key: 'Escape' }, 'onClear', []]
] as const)('knows %s', (_, key, handler, args) => {
  const here = props();
  renderOn(stage(), <RunList {...here} />);
  fireEvent.keyDown(row('a'), key);
  expect(here[handler]).toHaveBeenCalledWith(...args);
});

it('folds and unfolds nested runs by click and arrows', () => {
  const runs = [
    run('parent'),
    run('child', { tags: { 'mlflow.parentRunId': 'parent' } })
  ];
  const here = props({ runs });
  const { rerender } = renderOn(stage(), <RunList {...here} />);
  expect(row('parent').getAttribute('aria-expanded')).toBe('true');
  expect(row('child').getAttribute('aria-level')).toBe('2');
  act(() => row('parent').focus());
  fireEvent.keyDown(row('parent'), { key: 'ArrowRight' });
  expect(document.activeElement).toBe(row('child'));
  fireEvent.keyDown(row('child'), { key: 'ArrowLeft' });
  expect(document.activeElement).toBe(row('parent'));
  fireEvent.keyDown(row('parent'), { key: 'ArrowLeft' });
  expect(here.onFold).toHaveBeenLastCalledWith('parent', true);
  rerender(
    onStage(
      stage(),
      <RunList {...props({ runs, folded: ['parent'], onFold: here.onFold })} />
    )
  );
  expect(order()).toEqual(['parent']);
  fireEvent.click(screen.getByRole('button', { name: 'Unfold parent' }));
  expect(here.onFold).toHaveBeenLastCalledWith('parent', false);
});
