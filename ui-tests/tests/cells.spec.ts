/** A run knows its cells: what was executed, whether from top to bottom, what became of it. */
import {
  expect,
  makeNotebook,
  openPanel,
  type Page,
  pictures,
  row,
  rows,
  runCell,
  tabPictures,
  test
} from '../lab';

test('I see what a run executed, what became of it, and do it again', async ({
  page,
  tmpPath
}) => {
  test.setTimeout(180_000);
  await makeNotebook(page, `${tmpPath}/order.ipynb`, [
    'import trackside\n\ndata = [3, 1, 2]',
    'rate = 0.1\nsteps = 4',
    `with trackside.start_run(run_name="first"):
    for step in range(steps):
        trackside.log_metric("loss", sum(data) / (step + 1), step=step)`
  ]);
  const panel = await openPanel(page);
  for (const cell of [0, 1, 2]) {
    await runCell(page, cell);
  }
  await row(panel, 'first').click();
  await panel.getByRole('tab', { name: 'Source' }).click();
  await expect(panel.locator('[data-cell-order="top-to-bottom"]')).toContainText('3 cells');
  const executed = panel.locator('[data-execution]');
  await expect(executed).toHaveCount(3);
  await expect(executed.locator('visible=true')).toHaveText([/start_run\(run_name="first"\)/]);

  await retype(page, 1, 'rate = 0.2\nsteps = 4\nseed = 7');
  await panel.locator('[data-action="compare-with-now"]').click();
  await expect(panel.locator('[data-change="same"]')).toHaveCount(2);
  const changed = panel.locator('[data-change="changed"]');
  await expect(changed.locator('[data-line="removed"]')).toHaveText([/rate = 0.1/]);
  await expect(changed.locator('[data-line="added"]')).toHaveText([/rate = 0.2/, /seed = 7/]);
  await pictures(page, 'cells-changed');

  await retype(page, 2, 'with trackside.start_run(run_name="second"):\n    1 / 0');
  await runCell(page, 2);
  await runCell(page, 1);
  await runCell(page, 2);
  await page.keyboard.press('Escape');
  await panel.locator('[data-action="back"]').click();
  await row(panel, 'second').first().click();
  await panel.getByRole('tab', { name: 'Source' }).click();
  await expect(panel.locator('[data-finding]')).not.toHaveCount(0);
  await panel.locator('[data-cells="before"] summary').click();
  await pictures(page, 'cells');

  await panel.locator('[data-action="reproduce"]').click();
  const made = page.locator('.jp-NotebookPanel:visible');
  await expect(made).toContainText('environment_differences');
  await expect(made).toContainText('seed = 7');
});

test('I see in which cells two runs differ', async ({ page, tmpPath }) => {
  await makeNotebook(page, `${tmpPath}/versions.ipynb`, [
    'import trackside\n\nrate = 0.1',
    'with trackside.start_run():\n    trackside.log_metric("loss", rate)'
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await runCell(page, 1);
  await retype(page, 0, 'import trackside\n\nrate = 0.2');
  await runCell(page, 0);
  await runCell(page, 1);
  await expect(rows(panel)).toHaveCount(2);
  for (const shown of await rows(panel).all()) {
    await shown.getByRole('button').first().click();
  }
  await panel.locator('[data-action="compare"]').click();
  const tab = page.locator('[data-view=compare]');
  await tab.getByRole('tab', { name: 'Differences' }).click();
  const cells = tab.locator('[data-diff="cell"]');
  await expect(cells.locator('tr[data-cell]')).toHaveCount(1);
  await expect(cells.locator('[data-line="added"]')).toHaveText(/rate = 0\.[12]/);
  await tabPictures(page, tab, 'cells-compared');
});

/** Puts another text into a code cell, which stays the same cell. */
async function retype(page: Page, index: number, source: string): Promise<void> {
  await page.notebook.enterCellEditingMode(index);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(source);
  await page.keyboard.press('Escape');
}
