/** Runs are filtered in the grammar of searches, live, and deleted ones are found again. */
import {
  expect,
  makeNotebook,
  openPanel,
  pictures,
  row,
  rows,
  runCell,
  test
} from '../lab';

const LOG = `import trackside
for number in range(8):
    with trackside.start_run(run_name=f"run-{number}") as run:
        trackside.log_params({"kernel": "rbf" if number % 2 else "linear", "depth": number})
        for step in range(30):
            trackside.log_metric("val_loss", 1 / (1 + number + step / 10), step=step)
        trackside.log_metric("accuracy", number / 10)
try:
    with trackside.start_run(run_name="broken"):
        raise ValueError("no")
except ValueError:
    pass`;
const LOG_MORE = `with trackside.start_run(run_name="late and good"):
    trackside.log_metric("accuracy", 0.99)
with trackside.start_run(run_name="late and bad"):
    trackside.log_metric("accuracy", 0.01)
trackside.delete_run(trackside.search_runs(filter_string="run_name = 'run-7'", output_format="list")[0].info.run_id)`;

test('runs are filtered by the keyboard, and new ones come only if they match', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/filter.ipynb`, [LOG, LOG_MORE]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(9);

  await rows(panel).first().focus();
  await page.keyboard.press('/');
  const line = panel.getByRole('combobox', { name: 'Filter runs' });
  await expect(line).toBeFocused();
  const accuracy = panel.getByRole('option', { name: 'metrics.accuracy' });
  await line.pressSequentially('accur');
  await expect(accuracy).toBeVisible();
  await pictures(page, 'filter-completion');
  await line.press('ArrowDown');
  await expect(accuracy).toHaveAttribute('aria-selected', 'true');
  await line.press('Enter');
  await expect(line).toHaveValue('metrics.accuracy ');
  await line.pressSequentially('> 0.45');
  await page.keyboard.press('Enter');
  await expect(rows(panel)).toHaveCount(3);
  await expect(panel.locator('[data-matching]')).toHaveText('3 of 9');

  await runCell(page, 1);
  await expect(row(panel, 'late and good')).toBeVisible();
  await expect(row(panel, 'run-7')).toHaveCount(0);
  await expect(panel.locator('[data-matching]')).toHaveText('3 of 10');
  await expect(row(panel, 'late and bad')).toHaveCount(0);

  await line.fill("params.kernel ~ 'rbf'");
  await page.keyboard.press('Enter');
  await expect(panel.locator('[data-filter-problem]')).toContainText('~');
  await expect(rows(panel)).toHaveCount(3);
  await pictures(page, 'filter-problem');
  await line.press('Escape');
  await expect(panel.locator('[data-filter-problem]')).toHaveCount(0);

  await panel.getByRole('button', { name: /^Remove the condition/ }).click();
  await expect(rows(panel)).toHaveCount(10);
  await panel.locator('[data-facet=failed]').click();
  await expect(rows(panel)).toHaveCount(1);
  await expect(row(panel, 'broken')).toBeVisible();
  await panel.locator('[data-facet=failed]').click();

  await panel.locator('[data-facet=deleted]').click();
  await expect(rows(panel)).toHaveCount(1);
  await pictures(page, 'filter-deleted');
  await row(panel, 'run-7').click();
  await panel.locator('[data-action=restore-run]').click();
  await panel.locator('[data-action=back]').click();
  await expect(panel.locator('[data-empty=list]')).toBeVisible();
  await panel.locator('[data-empty=list] button').click();
  await expect(rows(panel)).toHaveCount(11);
});
