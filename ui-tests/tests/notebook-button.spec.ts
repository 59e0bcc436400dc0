/** The button in a notebook's toolbar: a dot while a run is active, and the way to the panel. */
import {
  expect,
  makeNotebook,
  picture,
  rows,
  startCell,
  test
} from '../lab';
import { noteProblems } from '../problems';

const LOG = `import time, trackside
with trackside.start_run(run_name="brisk-heron"):
    for step in range(50):
        trackside.log_metric("loss", 1 / (step + 1), step=step)
        time.sleep(0.1)`;

test('the button tells of an active run and opens the panel', async ({
  page,
  tmpPath
}) => {
  const problems = noteProblems(page);
  await makeNotebook(page, `${tmpPath}/herons.ipynb`, [LOG]);
  await page.sidebar.close('right');
  const button = page.locator('.jp-Trackside-NotebookButton');
  await expect(button.locator('[data-notebook-run]')).toHaveCount(0);
  await startCell(page, 0);
  await expect(button.locator('[data-notebook-run]')).toBeVisible();
  await expect(
    button.getByRole('button', { name: 'brisk-heron is logging' })
  ).toBeVisible();
  await picture(page, 'notebook-button');
  await button.getByRole('button').click();
  const panel = page.locator('#trackside-panel');
  await expect(rows(panel)).toHaveCount(1);
  await expect(button.locator('[data-notebook-run]')).toHaveCount(0);
  expect(problems).toEqual([]);
});
