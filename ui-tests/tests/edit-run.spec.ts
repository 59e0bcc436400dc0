/** A run is renamed, noted on, deleted and taken back in the panel, and the library sees it all. */
import {
  expect,
  makeNotebook,
  openPanel,
  row,
  rows,
  runCell,
  test
} from '../lab';

const LOG = `import trackside
with trackside.start_run(run_name="older"):
    trackside.log_metric("loss", 0.9)
with trackside.start_run(run_name="draft") as run:
    trackside.log_metric("loss", 0.5)
RUN = run.info.run_id`;
const READ = `run = trackside.get_run(RUN)
print(run.info.run_name, "|", run.data.tags.get("mlflow.note.content"), "|", run.info.lifecycle_stage)`;
const DELETE = 'trackside.delete_run(RUN)';

test('a run is renamed, noted on, deleted and taken back', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/edit.ipynb`, [LOG, READ, READ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await row(panel, 'draft').click();

  await panel.locator('[data-action=rename]').click();
  const name = panel.locator('[data-edit=name] input');
  await expect(name).toBeFocused();
  await name.fill('the good one');
  await name.press('Enter');
  await expect(panel.locator('h3')).toHaveText('the good one');

  await panel.locator('[data-action=edit-description]').click();
  const note = panel.locator('[data-edit=description] textarea');
  await note.fill('kept,\nsince it was good');
  await note.press('Control+Enter');
  await expect(panel.locator('.jp-Trackside-Markdown')).toHaveText(
    'kept,\nsince it was good'
  );
  await runCell(page, 1);
  await expect(page.locator('.jp-Cell').nth(1)).toContainText(
    'the good one | kept,'
  );

  await panel.locator('[data-action=delete-run]').click();
  await expect(rows(panel)).toHaveCount(1);
  await expect(row(panel, 'older')).toBeFocused();
  await page
    .locator('.Toastify__toast')
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(row(panel, 'the good one')).toBeVisible();
  await runCell(page, 2);
  await expect(page.locator('.jp-Cell').nth(2)).toContainText('| active');
});

test('a run that the notebook deletes while it is open can be restored', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/gone.ipynb`, [LOG, DELETE]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await row(panel, 'draft').click();
  await expect(panel.locator('[data-action=rename]')).toBeVisible();
  await runCell(page, 1);

  await expect(panel.locator('[data-deleted]')).toBeVisible();
  await expect(panel.locator('[data-action=rename]')).toHaveCount(0);
  await panel.locator('[data-action=restore-run]').click();
  await expect(panel.locator('[data-deleted]')).toHaveCount(0);
  await panel.locator('[data-action=back]').click();
  await expect(row(panel, 'draft')).toBeVisible();
});
