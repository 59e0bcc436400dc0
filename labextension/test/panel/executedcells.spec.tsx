import { act, fireEvent, screen } from '@testing-library/react';

import type { IWireCell, IWirePreview } from '../../src/api/artifactwire';
import { RunCells } from '../../src/model/runcells';
import { ExecutedCells } from '../../src/panel/executedcells';
import { settled } from '../fakes';
import { run } from '../samples';
import { hook, type IStage, renderOn, stage } from './render';

const RUN = run('a', { tags: { 'trackside.cells': '2 cells' } });

function cell(count: number, source: string, isOfRun: boolean): IWireCell {
  const trackside = { cell_id: `id-${count}`, is_of_run: isOfRun };
  return {
    cell_type: 'code',
    execution_count: count,
    source,
    metadata: { trackside }
  };
}

function kept(findings: object): IWirePreview {
  return {
    kind: 'notebook',
    notebook: {
      cells: [cell(1, 'x = 1', false), cell(2, 'fit(x)', true)],
      metadata: { trackside: { findings, left_out: 3, is_notebook_kept: true } }
    }
  };
}

async function draw(findings: object = {}): Promise<IStage> {
  const here = stage();
  here.client.preview.mockResolvedValue(kept(findings));
  const runCells = new RunCells(here.client, 'a');
  renderOn(
    here,
    <ExecutedCells run={RUN} runCells={runCells} notebook="train.ipynb" />
  );
  await act(settled);
  return here;
}

/** What the application answers when it is asked for the notebook. */
function notebookNow({ host }: IStage): jest.Mock {
  return host.readNotebook as unknown as jest.Mock;
}

async function click(action: string): Promise<void> {
  fireEvent.click(hook(`[data-action="${action}"]`));
  await act(settled);
}

it('shows the cells of the run, and those before it folded', async () => {
  await draw();
  expect(hook('[data-cell-order="top-to-bottom"]').textContent).toContain(
    '2 cells, from top to bottom'
  );
  expect(hook('[data-cells="before"]').hasAttribute('open')).toBe(false);
  expect(hook('[data-cells="before"]').textContent).toContain('x = 1');
  expect(hook('[data-of-run]').textContent).toContain('fit(x)');
  expect(screen.getByText(/The first 3 executions/)).toBeTruthy();
});

it('says why the notebook may give another result', async () => {
  await draw({ 'out of order': [2], 'not executed': [1, 2, 3, 4, 5, 6, 7, 8] });
  expect(hook('[data-finding="out of order"]').textContent).toContain(
    '[2] executed after a cell that stands below it'
  );
  expect(hook('[data-finding="not executed"]').textContent).toContain(
    'Code cells 1, 2, 3, 4, 5, 6 and 2 more of the notebook were not executed'
  );
});

it('sets the cells against the notebook as it is now', async () => {
  const here = await draw();
  notebookNow(here).mockResolvedValue([
    { id: 'id-1', source: 'x = 2' },
    { id: 'id-2', source: 'fit(x)' },
    { id: 'new', source: 'plot()' }
  ]);
  await click('compare-with-now');
  expect(here.host.readNotebook).toHaveBeenCalledWith('train.ipynb');
  expect(
    hook('[data-change="changed"] [data-line="added"]').textContent
  ).toContain('x = 2');
  expect(hook('[data-change="same"]').textContent).toContain('fit(x)');
  expect(hook('[data-change="new"]').textContent).toContain('plot()');
  await click('compare-with-now');
  expect(document.querySelector('[data-change]')).toBeNull();
});

it('says that the notebook is what was executed', async () => {
  const here = await draw();
  notebookNow(here).mockResolvedValue([
    { id: 'id-1', source: 'x = 1' },
    { id: 'id-2', source: 'fit(x)' }
  ]);
  await click('compare-with-now');
  expect(hook('[data-empty="changes"]')).toBeTruthy();
});

it('says that the notebook cannot be read', async () => {
  const here = await draw();
  notebookNow(here).mockRejectedValue(new Error('no file'));
  await click('compare-with-now');
  expect(screen.getByRole('alert').textContent).toBe(
    'train.ipynb could not be read: no file'
  );
});

it('makes a notebook that does the same again, beside that of the run', async () => {
  const here = await draw();
  await click('reproduce');
  expect(here.host.newNotebook).toHaveBeenCalledWith(
    [expect.stringContaining('set_experiment'), 'x = 1', 'fit(x)'],
    'train.ipynb'
  );
});

it('opens the notebook as it was saved', async () => {
  const here = await draw();
  await click('open-saved-notebook');
  expect(here.host.openArtifact).toHaveBeenCalledWith(
    { runId: 'a', modelId: null, path: 'trackside/notebook.ipynb' },
    false,
    'Notebook of a'
  );
});

it('draws nothing for a run that keeps no cells', async () => {
  const here = stage();
  const runCells = new RunCells(here.client, 'a');
  const { container } = renderOn(
    here,
    <ExecutedCells run={run('a')} runCells={runCells} notebook={null} />
  );
  await act(settled);
  expect(container.textContent).toBe('');
  expect(here.client.preview).not.toHaveBeenCalled();
});

it('tells why the cells could not be read', async () => {
  const here = stage();
  here.client.preview.mockRejectedValue(new Error('away'));
  const runCells = new RunCells(here.client, 'a');
  renderOn(
    here,
    <ExecutedCells run={RUN} runCells={runCells} notebook={null} />
  );
  await act(settled);
  expect(screen.getByRole('alert').textContent).toContain('away');
});
