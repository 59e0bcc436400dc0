/** Axe finds nothing wrong with what Trackside draws: in each of its states, in each of Lab's themes. */
import { violations } from '../accessibility';
import {
  expect,
  makeNotebook,
  openPanel,
  row,
  rows,
  runCell,
  startCell,
  test
} from '../lab';
import { noteProblems } from '../problems';

const LOG = `import time, trackside
from sklearn.linear_model import LinearRegression

for number in range(4):
    with trackside.start_run(run_name=f"calm-otter-{number}") as run:
        trackside.log_params({"lr": 10.0 ** -number, "units": 64, "activation": ["relu", "tanh"][number % 2]})
        for step in range(20):
            trackside.log_metric("loss", 1 / (step + 1 + number), step=step)
        trackside.log_metric("accuracy", 0.9 - number / 10)
        trackside.set_tag("team", "risk")
        trackside.log_text("hello", "notes/hello.txt")
        if number == 3:
            model = LinearRegression().fit([[1.0], [2.0]], [1.0, 2.0])
            trackside.sklearn.log_model(model, name="model", input_example=[[1.0]], registered_model_name="otters")
            with trackside.start_run(run_name="nested", nested=True):
                trackside.log_metric("loss", 0.5)`;
const FAIL = `with trackside.start_run(run_name="unlucky-goat"):
    raise ValueError("no such column: price")`;
const LIVE = `with trackside.start_run(run_name="live-lynx"):
    for step in range(50):
        trackside.log_metric("loss", 1 / (1 + step / 50), step=step)
        time.sleep(0.2)`;

test('every state of the panel is free of violations', async ({
  page,
  tmpPath
}) => {
  test.setTimeout(420_000);
  const problems = noteProblems(page);
  const found: string[] = [];
  const look = async (state: string): Promise<void> => {
    found.push(...(await violations(page, state)));
  };

  let panel = await openPanel(page);
  await expect(panel.locator('[data-empty]')).toBeVisible();
  await look('no notebook');
  await makeNotebook(page, `${tmpPath}/otters.ipynb`, [LOG, FAIL, LIVE]);
  panel = await openPanel(page);
  await expect(panel.locator('[data-empty]')).toBeVisible();
  await look('no runs');

  await test.step('the list', async () => {
    await runCell(page, 0);
    await startCell(page, 1);
    await expect(row(panel, 'unlucky-goat')).toHaveAttribute(
      'data-status',
      'FAILED'
    );
    await row(panel, 'calm-otter-2').click();
    await panel.locator('[data-action=baseline]').click();
    await panel.locator('[data-action=back]').click();
    await page.keyboard.press('s');
    for (const index of [0, 2, 3]) {
      await rows(panel).nth(index).getByRole('button', { name: /^Compare/ }).click();
    }
    await startCell(page, 2);
    await expect(panel.locator('[data-active-run]')).toBeVisible();
    await look('runs');
    await expect(panel.locator('[data-active-run]')).toHaveCount(0);
    await panel.getByRole('button', { name: 'Columns', exact: true }).click();
    await look('columns');
    await page.keyboard.press('Escape');
    await row(panel, 'calm-otter-1').click({ modifiers: ['Control'] });
    await look('selected runs');
    await row(panel, 'calm-otter-1').click({ modifiers: ['Control'] });
  });

  await test.step('the filter', async () => {
    const filter = panel.locator('[data-control=filter]');
    await filter.fill('metrics.');
    await expect(panel.getByRole('option').first()).toBeVisible();
    await look('completions');
    await filter.fill('metrics.loss <');
    await page.keyboard.press('Escape');
    await filter.fill('metrics.loss <');
    await filter.press('Enter');
    await look('a filter that cannot be');
    await filter.fill("params.activation = 'selu'");
    await filter.press('Enter');
    await expect(rows(panel)).toHaveCount(0);
    await look('no run matches');
    await panel.locator('[data-action=clear-filter]').click();
  });

  await test.step('a run', async () => {
    await row(panel, 'calm-otter-3').click();
    await expect(panel.locator('[data-param=lr]')).toBeVisible();
    await look('overview');
    await panel.locator('[data-action=register]').click();
    await look('register');
    await page.keyboard.press('Escape');
    await panel.locator('[data-tab=metrics]').click();
    await panel.getByRole('button', { name: 'loss' }).first().click();
    await expect(panel.locator('.scatterlayer .trace')).toHaveCount(1);
    await look('metrics');
    await panel.locator('[data-tab=artifacts]').click();
    await panel.locator('[data-artifact=notes]').click();
    await panel.locator('[data-artifact="notes/hello.txt"]').click();
    await expect(panel.locator('[data-preview] pre')).toBeVisible();
    await look('artifacts');
    await panel.locator('[data-tab=source]').click();
    await expect(panel.locator('[data-execution]').first()).toBeVisible();
    await look('source');
    await panel.locator('[data-action=compare-with-now]').click();
    await expect(panel.locator('[data-change]').first()).toBeVisible();
    await look('source beside the notebook of now');
    await panel.locator('[data-action=back]').click();
    await row(panel, 'unlucky-goat').click();
    await expect(panel.locator('[data-run-error]')).toBeVisible();
    await look('a failed run');
    await panel.locator('[data-action=back]').click();
  });

  await test.step('models', async () => {
    await panel.locator('[data-tab=models]').click();
    await look('models');
    await panel.locator('[data-model=otters] button').first().click();
    await look('a model');
    await panel.locator('[data-model-version="otters/1"] button').first().click();
    await expect(panel.locator('[data-signature=inputs]')).toBeVisible();
    await look('a version');
    await panel.locator('[data-action=delete-version]').click();
    await look('deleting a version');
    await page.keyboard.press('Escape');
  });

  await test.step('the compare tab', async () => {
    await page.evaluate(async () => {
      // What it returns is a widget, which cannot leave the page.
      await window.jupyterapp.commands.execute('trackside:compare');
    });
    const tabs = page.locator('[data-view=compare] [role=tab]');
    await expect(page.locator('.js-plotly-plot').first()).toBeVisible();
    for (let place = 0; place < (await tabs.count()); place += 1) {
      await tabs.nth(place).click();
      await look(`compare, ${await tabs.nth(place).innerText()}`);
    }
  });
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
});
