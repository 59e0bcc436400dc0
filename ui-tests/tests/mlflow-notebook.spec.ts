/** A notebook that knows MLflow and nothing else; and the links that MLflow prints. */
import type { Locator } from '@playwright/test';

import {
  expect,
  experiment,
  makeNotebook,
  openPanel,
  type Page,
  picture,
  row,
  runCell,
  startCell,
  test
} from '../lab';

const TRAIN = `import mlflow, time
from sklearn.linear_model import LogisticRegression

with mlflow.start_run(run_name="one"):
    mlflow.log_param("depth", 3)
    for step in range(60):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
        time.sleep(0.1)
    mlflow.log_text("hello from the run", "notes/hello.txt")
    model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    mlflow.sklearn.log_model(
        model, name="model", registered_model_name="churn",
        pip_requirements=["scikit-learn"])`;

const SHORT = `import mlflow
with mlflow.start_run(run_name="one"):
    mlflow.log_param("depth", 3)
    for step in range(20):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)`;

/** The first address in the outputs that holds `path`. */
async function printed(page: Page, path: string): Promise<string> {
  const link = page.locator(`.jp-OutputArea-output a[href*="${path}"]`).first();
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}

/** Opens an address in a page; the fixture's own way waits for a launcher, which a notebook hides. */
async function goTo(page: Page, address: string): Promise<void> {
  const left = page.waitForEvent('domcontentloaded');
  await page.evaluate(url => window.location.assign(url), address);
  await left;
}

async function setTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(
    name =>
      window.jupyterapp.commands.execute('apputils:change-theme', {
        theme: name
      }),
    `JupyterLab ${theme}`
  );
}

/** The step that a row's metric has come to, by its value 1 / (step + 1). */
async function stepOf(run: Locator): Promise<number> {
  const value = run.locator('[data-metric="loss"][data-value]').first();
  return 1 / Number(await value.getAttribute('data-value')) - 1;
}

async function expectRun(page: Page, name: string): Promise<void> {
  const panel = page.locator('#trackside-panel');
  await expect(panel.locator('.jp-Trackside-Detail h3')).toContainText(name);
  await expect(panel.locator('.jp-Trackside-Detail')).toHaveAttribute(
    'data-status',
    'FINISHED'
  );
  expect(new URL(page.url()).searchParams.has('trackside')).toBe(false);
}

test('a notebook with nothing but mlflow fills the panel while it runs', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/plain.ipynb`, [TRAIN]);
  const panel = await openPanel(page);
  await startCell(page, 0);

  const one = row(panel, 'one');
  await expect(one).toHaveAttribute('data-status', 'RUNNING');
  await expect(experiment(panel)).toContainText('plain');
  await expect(one.locator('[data-metric="loss"][data-value]')).toBeVisible();
  const seen = await stepOf(one);
  await expect.poll(() => stepOf(one)).toBeGreaterThan(seen);
  await expect(one).toHaveAttribute('data-status', 'RUNNING');

  await expect(one).toHaveAttribute('data-status', 'FINISHED', {
    timeout: 90_000
  });
  expect(Math.round(await stepOf(one))).toBe(59);
  await expect(panel.locator('[data-badge="overridden"]')).toHaveCount(0);

  await panel.locator('[data-tab="models"]').click();
  await panel.locator('[data-model=churn] button').click();
  await panel.locator('[data-model-version="churn/1"] button').click();
  await panel.locator('[data-open-run]').click();
  await expect(panel.locator('.jp-Trackside-Detail h3')).toContainText('one');

  await expect(panel).toContainText('depth');
  await panel.locator('[data-tab="artifacts"]').click();
  await panel.locator('[data-artifact="notes"]').click();
  await panel.locator('[data-artifact="notes/hello.txt"]').click();
  await expect(panel.locator('[data-kind="text"]')).toContainText(
    'hello from the run'
  );
  await picture(page, 'mlflow-notebook');
});

test('a kernel that dies takes the run that mlflow started along', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/died.ipynb`, [
    `import mlflow, os, signal
mlflow.start_run(run_name="doomed")
for step in range(10):
    mlflow.log_metric("loss", float(step), step=step)
os.kill(os.getpid(), signal.SIGKILL)`
  ]);
  const panel = await openPanel(page);
  await startCell(page, 0);

  const doomed = row(panel, 'doomed');
  await expect(doomed).toHaveAttribute('data-status', 'KILLED');
  await expect(
    doomed.locator('[data-metric="loss"][data-value]')
  ).toHaveAttribute('data-value', '9');
});

test('the link that mlflow printed leads to the run, from anywhere', async ({
  page,
  context,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/linked.ipynb`, [SHORT]);
  await runCell(page, 0);
  const runUrl = await printed(page, '/runs/');
  expect(runUrl).toContain('/trackside/#/experiments/');

  // In a new page, while this one holds the workspace.
  const second = await context.newPage();
  await second.goto(runUrl);
  const panel = second.locator('#trackside-panel');
  await expect(panel.locator('.jp-Trackside-Detail h3')).toContainText('one');
  await expect(panel.locator('[data-experiment]').first()).toContainText(
    'linked'
  );
  await expect.poll(() => second.url()).not.toContain('trackside');
  await second.close();

  // By a click where it was printed, without another page.
  await openPanel(page);
  const pages = context.pages().length;
  await page.locator('.jp-OutputArea-output a[href*="/runs/"]').first().click();
  await expectRun(page, 'one');
  expect(context.pages()).toHaveLength(pages);

  // In this page: the workspace with its notebook is as it was.
  await page.notebook.save();
  await goTo(page, runUrl);
  await expectRun(page, 'one');
  await expect(page.locator('.jp-NotebookPanel')).toBeVisible();
  await page.locator('[data-action="back"]').click();
  await expect(row(page.locator('#trackside-panel'), 'one')).toBeVisible();
  await expect(experiment(page.locator('#trackside-panel'))).toContainText(
    'linked'
  );

  const empty = '#/experiments/0';
  await goTo(page, runUrl.replace(/#.*/, empty));
  await expect(experiment(page.locator('#trackside-panel'))).toContainText(
    'Default'
  );
});

test('a link to what is not there says so', async ({ page, baseURL }) => {
  await page.goto(`${baseURL}/trackside/#/experiments/0/runs/${'0'.repeat(32)}`);
  const empty = page.locator('[data-empty="no-such-run"]');
  await expect(empty).toContainText('0'.repeat(32));
  await picture(page, 'no-such-run');

  await page.goto(`${baseURL}/trackside/#/models/unheard/versions/3`);
  await expect(page.locator('.Toastify__toast')).toContainText(
    'version 3 of the model unheard'
  );
  await picture(page, 'no-such-model');
});

test('a link to a version of a model leads to it, light and dark', async ({
  page,
  baseURL,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/models.ipynb`, [
    `import mlflow
with mlflow.start_run(run_name="trained") as run:
    mlflow.log_metric("accuracy", 0.9)
client = mlflow.MlflowClient()
client.create_registered_model("linked-model")
for _ in range(3):
    client.create_model_version("linked-model", f"runs:/{run.info.run_id}/model", run.info.run_id)`
  ]);
  await runCell(page, 0);
  await page.notebook.save();
  for (const theme of ['Light', 'Dark']) {
    await setTheme(page, theme);
    await goTo(page, `${baseURL}/trackside/#/models/linked-model/versions/2`);
    await expect(
      page.locator('section[data-model-version="linked-model/2"] h3')
    ).toBeVisible();
    await picture(page, `linked-model-${theme.toLowerCase()}`);
    await page
      .locator('[data-model-version="linked-model/2"] [data-open-run]')
      .click();
    await expectRun(page, 'trained');
    await picture(page, `linked-run-${theme.toLowerCase()}`);
  }
  await setTheme(page, 'Light');
});
