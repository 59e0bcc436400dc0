/** From a run to a registered model, and from there back into code. */
import type { Locator } from '@playwright/test';

import {
  expect,
  makeNotebook,
  openPanel,
  pictures,
  row,
  runCell,
  test
} from '../lab';

const TRAIN = `
import trackside
import pandas as pd
from sklearn.linear_model import LinearRegression

data = pd.DataFrame({"rooms": [1.0, 2.0, 3.0], "size": [30.0, 45.0, 70.0]})
price = [100.0, 150.0, 230.0]
for name, fit_intercept in (("first", True), ("second", False)):
    with trackside.start_run(run_name=name):
        model = LinearRegression(fit_intercept=fit_intercept).fit(data, price)
        trackside.log_param("fit_intercept", fit_intercept)
        trackside.log_metric("r2", model.score(data, price))
        trackside.log_input(trackside.data.from_pandas(data, name="houses"))
        trackside.sklearn.log_model(model, name="model", input_example=data.head(2))
`.trim();

async function register(
  panel: Locator,
  run: string,
  alias: string
): Promise<void> {
  await row(panel, run).click();
  await panel.locator('[data-action=register]').click();
  await panel.locator('input[name=name]').fill('house prices');
  await panel.locator('[role=dialog] input[name=alias]').fill(alias);
  await panel.locator('[role=dialog] button[type=submit]').click();
  await panel.locator('[data-model-version^="house prices/"]').waitFor();
}

test('a model is registered from its run, promoted, and used in the notebook', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/houses.ipynb`, [TRAIN, '']);
  const panel = await openPanel(page);
  await runCell(page, 0);

  await register(panel, 'first', 'champion');
  await panel.locator('[data-action=back]').click();
  await register(panel, 'second', 'challenger');

  // By the link on the run to the version, and what it says.
  await panel.locator('[data-model-version="house prices/2"]').click();
  const version = panel.locator('section[data-model-version="house prices/2"]');
  await expect(version.locator('[data-signature=inputs]')).toContainText(
    'rooms'
  );
  await expect(version.locator('[data-section=lineage]')).toContainText(
    'houses.ipynb'
  );
  await expect(version.locator('[data-section=lineage]')).toContainText(
    'houses '
  );
  await expect(version.locator('[data-alias=challenger]')).toBeVisible();

  // An alias moves, a stage archives.
  await version.locator('input[name=alias]').fill('champion');
  await version.locator('.jp-Trackside-Aliases [type=submit]').click();
  await expect(version.locator('[data-alias=champion]')).toBeVisible();
  await version.locator('select[name=stage]').selectOption('Production');
  await version.locator('.jp-Trackside-Stage [type=submit]').click();
  await expect(version.locator('select[name=stage]')).toHaveValue('Production');
  await version.locator('[data-action=edit-description]').click();
  await version.locator('textarea').fill('Without *intercept*, see `fit`.');
  await version.locator('[data-edit] [type=submit]').click();
  await expect(version.locator('.jp-RenderedMarkdown em')).toHaveText(
    'intercept'
  );
  await pictures(page, 'model-version');

  await panel.locator('[data-action=back]').click();
  await expect(
    panel.locator('[data-model-version="house prices/1"] [data-alias]')
  ).toHaveCount(0);
  await pictures(page, 'model');

  // The two versions side by side.
  await panel.locator('[data-action=compare-versions]').click();
  const compared = panel.locator('[data-compared="house prices"]');
  await expect(compared.locator('[data-param=fit_intercept]')).toContainText(
    'TrueFalse'
  );
  await expect(compared.locator('[data-version=Stage]')).toContainText(
    'Production'
  );
  await expect(compared.locator('[data-input]')).toHaveCount(0);
  await pictures(page, 'model-versions');
  await compared.getByLabel('Only differences').uncheck();
  await expect(compared.locator('[data-input=rooms]')).toContainText('double');
  await panel.locator('[data-action=back]').click();

  // Into code: the inserted cells run and predict.
  await panel.locator('[data-model-version="house prices/2"] button').click();
  await page.notebook.selectCells(1);
  await version.locator('[data-action=use-in-notebook]').click();
  await expect(page.locator('.jp-Notebook')).toContainText('models:/house');
  await runCell(page, 1);
  await runCell(page, 2);
  const outputs = await page.notebook.getCellTextOutput(2);
  expect(outputs?.join('')).toContain('array([');
});

test('a notebook is made that uses a version; versions and models are deleted', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/flats.ipynb`, [
    TRAIN.replace('trackside.sklearn.log_model(model, name="model"', [
      'trackside.sklearn.log_model(model, name="model", ',
      'registered_model_name="flats"'
    ].join(''))
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);

  await panel.getByRole('tab', { name: 'Models' }).click();
  await panel.locator('[data-model=flats] button').click();
  await panel.locator('[data-model-version="flats/2"] button').click();
  await panel.locator('[data-action=use-in-new-notebook]').click();
  const made = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  await expect(made).toContainText('models:/flats/2');
  await expect(made).toContainText('model.predict(data)');

  await panel.getByRole('tab', { name: 'Models' }).click();
  await panel.locator('[data-model=flats] button').click();
  await panel.locator('[data-model-version="flats/1"] button').click();
  await panel.locator('[data-action=delete-version]').click();
  await panel.locator('[data-action=delete-version-confirmed]').click();
  await expect(panel.locator('[data-model-version]')).toHaveCount(1);
  await panel.locator('[data-action=delete-model]').click();
  await panel.locator('[data-action=delete-model-confirmed]').click();
  await expect(panel.locator('[data-model=flats]')).toHaveCount(0);
});
