import { act, fireEvent, render, waitFor } from '@testing-library/react';

import type { IWireRun } from '../../src/api/wire';
import { CompareView } from '../../src/compare/view';
import { ComparisonModel } from '../../src/model/comparison';
import { settled } from '../fakes';
import { hook, type IStage, stage } from '../panel/render';
import { metric, page, run, seriesImage } from '../samples';

const RUNS = [
  run('a', {
    params: { lr: '1', epochs: '5' },
    metrics: { loss: metric(1), acc: metric(0.5) }
  }),
  run('b', {
    params: { lr: '2', epochs: '5' },
    metrics: { loss: metric(2), acc: metric(0.5) }
  })
];

/** What a chart says that it shows. */
function label(key: string): string | null {
  const plot = hook(`[data-metric="${key}"] .jp-Trackside-Plot`);
  return plot.getAttribute('aria-label');
}

/** The compare tab over two runs, these eyes open. */
function open(...eyes: string[]): Promise<IStage> {
  return openRuns(RUNS, eyes);
}

/** The compare tab over some runs; all of their eyes are open unless it is said whose. */
async function openRuns(
  runs: readonly IWireRun[],
  eyes = runs.map(({ run_id: id }) => id)
): Promise<IStage> {
  const here = stage();
  here.client.runs.mockResolvedValue(page([...runs]));
  render(<CompareView model={here.model} host={here.host} />);
  await act(async () => {
    await here.model.start();
    await here.model.notebook.follow('models/train.ipynb');
    await settled();
    here.model.selection.replace(eyes);
    await settled();
  });
  return here;
}

function shown(selector: string): (string | null)[] {
  return Array.from(document.querySelectorAll(selector), node =>
    node.getAttribute(selector.replace(/^.*\[([\w-]+).*$/, '$1'))
  );
}

it('says how to get something to compare', async () => {
  const here = await open();
  fireEvent.click(hook('[data-empty=compare] button'));
  expect(here.host.showPanel).toHaveBeenCalled();
});

it('draws a chart for each metric, of the runs whose eyes are open', async () => {
  const here = await open('a', 'b');
  expect(shown('figure[data-metric]')).toEqual(['acc', 'loss']);
  expect(shown('[data-legend]')).toEqual(['a', 'b']);
  expect(here.client.history).toHaveBeenCalledWith(
    expect.objectContaining({ key: 'loss', runIds: ['a', 'b'] })
  );
  await act(async () => {
    here.model.selection.toggle('b');
    await settled();
  });
  expect(shown('[data-legend]')).toEqual(['a']);
});

it('draws a bar for each run where none has logged more than one point', async () => {
  await open('a', 'b');
  expect(label('acc')).toBe('acc of the compared runs');
});

it('draws curves as soon as a run has two points', async () => {
  await openRuns([
    run('a', { metrics: { loss: metric(1) } }),
    run('b', { metrics: { loss: { ...metric(1), count: 2 } } })
  ]);
  expect(label('loss')).toBe('History of loss');
});

it('puts charts with one prefix into a section that folds', async () => {
  const here = await openRuns([
    run('a', {
      metrics: { loss: metric(1), 'val/f1': metric(1), 'system/cpu': metric(1) }
    })
  ]);
  expect(shown('[data-chart-section]')).toEqual(['', 'val', 'system']);
  expect(shown('figure[data-metric]')).toEqual(['loss', 'val/f1']);
  act(() => here.model.part(ComparisonModel).fold('val', true));
  expect(shown('figure[data-metric]')).toEqual(['loss']);
});

it('lets metrics be chosen, but not none', async () => {
  await open('a', 'b');
  fireEvent.click(hook('[title="Metrics with a chart"]'));
  fireEvent.click(hook('[data-choice=loss]'));
  expect(shown('figure[data-metric]')).toEqual(['acc']);
  const last = hook('[data-choice=acc]') as HTMLInputElement;
  expect(last.disabled).toBe(true);
});

it('offers the params that differ to group by, and a band with them', async () => {
  await open('a', 'b');
  const group = hook('[data-control=group-by]') as HTMLSelectElement;
  expect(Array.from(group.options, ({ value }) => value)).toEqual(['', 'lr']);
  expect(document.querySelector('[data-control=band]')).toBeNull();
  fireEvent.change(group, { target: { value: 'lr' } });
  hook('[data-control=band]');
});

it('lists only what differs, unless all is asked for', async () => {
  await open('a', 'b');
  fireEvent.click(hook('[data-tab=differences]'));
  await waitFor(() => hook('[data-diff=param] [data-param=lr]'));
  expect(document.querySelector('[data-param=epochs]')).toBeNull();
  fireEvent.click(hook('[data-control=only-differences]'));
  hook('[data-param=epochs]');
  fireEvent.change(hook('[data-control=search-keys]'), {
    target: { value: 'nothing' }
  });
  hook('[data-empty=differences]');
});

it('turns the table of differences round', async () => {
  await open('a', 'b');
  fireEvent.click(hook('[data-tab=differences]'));
  fireEvent.click(hook('[data-control=transpose]'));
  expect(shown('[data-diff-run]')).toEqual(['a', 'b']);
  expect(hook('thead [data-param=lr]').textContent).toBe('lr');
});

it('opens a run in the panel', async () => {
  const here = await open('a', 'b');
  fireEvent.click(hook('[title="Open b"]'));
  expect(here.model.navigation.view).toEqual({ kind: 'run', runId: 'b' });
  expect(here.host.showPanel).toHaveBeenCalled();
});

it('draws parallel coordinates without WebGL too', async () => {
  await open('a', 'b');
  fireEvent.click(hook('[data-tab=parallel]'));
  hook('figure[data-chart=parallel] [data-without-webgl]');
  hook('[title="Params and metrics with an axis"]');
});

it('sets what is chosen against one another, and offers a contour of three', async () => {
  await open('a', 'b');
  fireEvent.click(hook('[data-tab=scatter]'));
  const x = hook('[data-control=x]') as HTMLSelectElement;
  const y = hook('[data-control=y]') as HTMLSelectElement;
  expect([x.value, y.value]).toEqual(['params.lr', 'metrics.acc']);
  const contour = hook('[data-control=contour]') as HTMLInputElement;
  expect(contour.disabled).toBe(true);
  fireEvent.change(hook('[data-control=colour-by]'), {
    target: { value: 'metrics.loss' }
  });
  expect(contour.disabled).toBe(false);
});

it('draws bars of the metric that is chosen', async () => {
  await open('a', 'b');
  fireEvent.click(hook('[data-tab=bars]'));
  fireEvent.change(hook('[data-control=metric]'), {
    target: { value: 'loss' }
  });
  hook('[aria-label="loss of the compared runs"]');
});

it('shows images of the runs side by side, at or before one step', async () => {
  const here = stage();
  const tags = { 'mlflow.loggedImages': 'True' };
  const runs = [run('a', { tags }), run('b', { tags }), run('c')];
  here.client.runs.mockResolvedValue(page(runs));
  here.client.fileUrl.mockImplementation(({ path }) => `/${path}`);
  here.client.images.mockImplementation(runId =>
    Promise.resolve({
      images: (runId === 'a' ? [1, 4] : [3]).map(step =>
        seriesImage(runId, step, { key: 'x' })
      )
    })
  );
  render(<CompareView model={here.model} host={here.host} />);
  await act(async () => {
    await here.model.start();
    await here.model.notebook.follow('models/train.ipynb');
    await settled();
    here.model.selection.replace(['a', 'b', 'c']);
    await settled();
  });
  fireEvent.click(hook('[data-tab=media]'));
  await waitFor(() => hook('[data-media-cell=a] img'));
  const cells = (): (string | null)[] =>
    Array.from(
      document.querySelectorAll('[data-media-cell]'),
      cell => cell.querySelector('img')?.getAttribute('src') ?? cell.textContent
    );
  expect(shown('[data-media-run]')).toEqual(['a', 'b']);
  expect(cells()).toEqual(['/images/a-4.webp', '/images/b-3.webp']);
  fireEvent.change(hook('[data-control=step]'), { target: { value: '1' } });
  expect(cells()).toEqual(['/images/a-1.webp', '/images/b-3.webp']);
  fireEvent.change(hook('[data-control=step]'), { target: { value: '0' } });
  expect(cells()).toEqual(['/images/a-1.webp', 'None yet']);
  const before = here.client.images.mock.calls.length;
  act(() => here.model.part(ComparisonModel).setShown(true));
  here.feed.say({ revision: 5, runs: { '1': ['b'] } });
  await waitFor(
    () => expect(here.client.images.mock.calls.slice(before)).toEqual([['b']]),
    { timeout: 4000 }
  );
});
