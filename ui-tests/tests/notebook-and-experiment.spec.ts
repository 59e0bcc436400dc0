/** The experiment is the notebook: by its path, through a rename, or as the environment says. */
import {
  expect,
  experiment,
  makeNotebook,
  openPanel,
  row,
  rows,
  runCell,
  test
} from '../lab';

const LOG = (name: string) => `import trackside
with trackside.start_run(run_name="${name}"):
    trackside.log_metric("loss", 0.5)`;

test('a renamed notebook keeps its experiment while its kernel lives', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/before.ipynb`, [
    LOG('first'),
    LOG('second')
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(row(panel, 'first')).toBeVisible();
  await expect(experiment(panel)).toContainText('before');

  await page.contents.renameFile(
    `${tmpPath}/before.ipynb`,
    `${tmpPath}/after.ipynb`
  );
  await expect(page.locator('.jp-mod-current.lm-TabBar-tab')).toContainText(
    'after.ipynb'
  );
  await expect(experiment(panel)).toContainText('after');
  await runCell(page, 1);
  await expect(rows(panel)).toHaveCount(2);
  await expect(row(panel, 'second')).toBeVisible();
  await expect(experiment(panel)).toContainText('after');
});

test('two notebooks of one name in two folders stay apart', async ({
  page,
  tmpPath
}) => {
  for (const folder of ['a', 'b']) {
    await page.contents.createDirectory(`${tmpPath}/${folder}`);
    await makeNotebook(page, `${tmpPath}/${folder}/train.ipynb`, [
      LOG(`from ${folder}`)
    ]);
    await runCell(page, 0);
  }
  const panel = await openPanel(page);
  await expect(row(panel, 'from b')).toBeVisible();
  await expect(rows(panel)).toHaveCount(1);

  await page.notebook.openByPath(`${tmpPath}/a/train.ipynb`);
  await expect(row(panel, 'from a')).toBeVisible();
  await expect(rows(panel)).toHaveCount(1);
});

test('MLFLOW_EXPERIMENT_NAME, set in a cell, changes the experiment', async ({
  page,
  tmpPath
}) => {
  const name = `chosen-${Date.now()}`;
  await makeNotebook(page, `${tmpPath}/env.ipynb`, [
    `%env MLFLOW_EXPERIMENT_NAME=${name}`,
    LOG('in the chosen one')
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await runCell(page, 1);

  await expect(row(panel, 'in the chosen one')).toBeVisible();
  await expect(experiment(panel)).toContainText(name);
  await expect(panel.locator('[data-badge="overridden"]')).toBeVisible();
});

test('running a cell again ends the run that it left open', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/rerun.ipynb`, [
    `import trackside
run = trackside.start_run()
trackside.log_param("attempt", run.info.run_name)`
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(1);
  await runCell(page, 0);

  await expect(rows(panel)).toHaveCount(2);
  await expect(rows(panel).and(page.locator('[data-status="RUNNING"]'))).toHaveCount(1);
  await expect(rows(panel).and(page.locator('[data-status="FINISHED"]'))).toHaveCount(1);
  await expect(page.locator('.jp-RenderedText[data-mime-type*="stderr"]')).toHaveCount(0);
});
