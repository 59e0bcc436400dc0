/** What a new user meets before there is anything to see. */
import { expect, makeNotebook, openPanel, picture, row, rows, runCell, test } from '../lab';

test('without a notebook the panel says what to do', async ({ page }) => {
  const panel = await openPanel(page);

  await expect(panel.locator('[data-empty="no-notebook"]')).toBeVisible();
  await expect(panel.locator('[data-connection="connected"]')).toBeVisible();
  await picture(page, 'no-notebook');
});

test('the panel shows itself beside the first notebook, once', async ({
  page,
  tmpPath
}) => {
  const panel = page.locator('#trackside-panel');
  await expect(panel).not.toBeVisible();
  await makeNotebook(page, `${tmpPath}/first.ipynb`, ['1 + 1']);
  await expect(panel).toBeVisible();

  await page.sidebar.close('right');
  await makeNotebook(page, `${tmpPath}/second.ipynb`, ['1 + 1']);
  await expect(panel).not.toBeVisible();
});

test('an empty notebook gets the first lines by a click', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/empty.ipynb`, ['1 + 1']);
  const panel = await openPanel(page);
  await expect(panel.locator('[data-empty="no-runs"]')).toBeVisible();
  await picture(page, 'no-runs');

  await panel.locator('[data-action="insert-snippet"]').click();
  const count = await page.notebook.getCellCount();
  expect(count).toBeGreaterThan(1);
  for (let index = 0; index < count; index++) {
    await runCell(page, index);
  }
  await expect(rows(panel).and(page.locator('[data-status="FINISHED"]'))).toHaveCount(1);
});

test('artifacts are shown without leaving the panel', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/artifacts.ipynb`, [
    `import numpy, trackside
with trackside.start_run(run_name="with files"):
    trackside.log_text("hello from the run", "notes/hello.txt")
    trackside.log_dict({"depth": 3}, "config.json")
    trackside.log_table({"question": ["why?"], "answer": ["because"]}, "table.json")
    trackside.log_image(numpy.eye(16), "eye.png")`
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await row(panel, 'with files').click();
  await panel.locator('[data-tab="artifacts"]').click();

  await panel.locator('[data-artifact="notes"]').click();
  await panel.locator('[data-artifact="notes/hello.txt"]').click();
  await expect(panel.locator('[data-kind="text"]')).toContainText('hello from the run');
  await panel.locator('[data-artifact="table.json"]').click();
  await expect(panel.locator('[data-kind="table"]')).toContainText('because');
  await panel.locator('[data-artifact="config.json"]').click();
  await expect(panel.locator('[data-kind="json"]')).toContainText('depth');
  await panel.locator('[data-artifact="eye.png"]').click();
  const image = panel.locator('[data-kind="image"] img');
  await expect(image).toBeVisible();
  await expect
    .poll(() => image.evaluate(node => (node as HTMLImageElement).naturalWidth))
    .toBe(16);
  await picture(page, 'artifacts');
});
