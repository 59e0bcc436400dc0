/** Nested runs fold; several runs are selected by mouse and keyboard, and changed together. */
import {
  expect,
  makeNotebook,
  openPanel,
  pictures,
  reload,
  row,
  rows,
  runCell,
  test
} from '../lab';

const LOG = `import trackside
for number in range(4):
    with trackside.start_run(run_name=f"single-{number}"):
        trackside.log_param("lr", number)
        trackside.log_metric("accuracy", number / 10)
with trackside.start_run(run_name="sweep"):
    trackside.log_metric("accuracy", 0.95)
    for number in range(3):
        with trackside.start_run(run_name=f"trial-{number}", nested=True):
            trackside.log_param("lr", number)
            trackside.log_metric("accuracy", number / 5)`;
const READ = `print(len(trackside.search_runs(filter_string="tags.team = 'apples'", output_format="list")))`;

test('nested runs fold, and selected runs are starred, tagged, deleted and taken back', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/select.ipynb`, [LOG, READ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(8);

  const sweep = row(panel, 'sweep');
  await expect(row(panel, 'trial-0')).toHaveAttribute('aria-level', '2');
  await pictures(page, 'nested');
  await sweep.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(rows(panel)).toHaveCount(5);
  await expect(sweep).toHaveAttribute('aria-expanded', 'false');

  await panel.getByRole('button', { name: 'Eyes on the first runs' }).click();
  await panel.locator('[data-first="3"]').check();
  await page.keyboard.press('Escape');
  await expect(panel.locator('[data-action=compare]')).toContainText('(3)');

  await row(panel, 'single-3').click({ modifiers: ['Control'] });
  await row(panel, 'single-1').click({ modifiers: ['Shift'] });
  await expect(panel.locator('[data-selected]')).toHaveText('3 selected');
  await row(panel, 'single-1').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(panel.locator('[data-selected]')).toHaveText('2 selected');
  await pictures(page, 'selected');
  await panel.locator('[data-action=star-selected]').click();
  await expect(panel.locator('[data-facet=starred]')).toHaveText('Starred 2');
  await panel.getByRole('button', { name: 'Tag', exact: true }).click();
  await panel.getByLabel('Name of the tag').fill('team');
  await panel.getByLabel('Value of the tag').fill('apples');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await runCell(page, 1);
  await expect(page.locator('.jp-Cell').nth(1).locator('.jp-OutputArea')).toContainText('2');

  await row(panel, 'single-2').focus();
  await page.keyboard.press('Delete');
  await expect(rows(panel)).toHaveCount(3);
  await page.locator('.Toastify__toast').getByRole('button', { name: 'Undo' }).click();
  await expect(rows(panel)).toHaveCount(5);

  await reload(page, `${tmpPath}/select.ipynb`);
  await expect(rows(panel)).toHaveCount(5);
  await expect(row(panel, 'sweep')).toHaveAttribute('aria-expanded', 'false');
  await expect(panel.locator('[data-action=compare]')).toContainText('(3)');
});
