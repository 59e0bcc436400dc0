/** A panel whose further code cannot be fetched says so, goes on, and tries again. */
import {
  expect,
  makeNotebook,
  openPanel,
  row,
  runCell,
  test
} from '../lab';

const LOG = `import trackside
with trackside.start_run(run_name="sound-cow"):
    trackside.log_metric("loss", 0.5)`;

const CODE = '**/trackside/static/**';

test('what cannot be loaded says so, and comes with the next try', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/away.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(row(panel, 'sound-cow')).toBeVisible();

  await page.route(CODE, route => route.abort());
  await row(panel, 'sound-cow').click();
  const problem = panel.getByRole('alert');
  await expect(problem).toContainText('could not be loaded');
  await page.evaluate(() =>
    window.jupyterapp.commands
      .execute('trackside:experiments')
      .catch(() => undefined)
  );
  await expect(page.locator('.Toastify__toast')).toContainText(
    'could not be loaded'
  );

  await page.unroute(CODE);
  await problem.getByRole('button', { name: 'Retry' }).click();
  await expect(panel.locator('[data-tab=metrics]')).toBeVisible();
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('trackside:experiments')
  );
  await expect(page.locator('[data-view=experiments]')).toBeVisible();
});
