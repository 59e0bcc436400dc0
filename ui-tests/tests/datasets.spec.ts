/** The data of runs: seen in the run, described when one looks closer, found again in other runs. */
import { violations } from '../accessibility';
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
import { noteProblems } from '../problems';

/** Two runs on the same apples, one on others. */
const LOG = `
import pandas as pd, trackside

def train(name, weights, context="training"):
    apples = pd.DataFrame({"weight": weights, "kind": ["red"] * len(weights)})
    data = trackside.data.from_pandas(apples, source="orchard/apples.csv", name="apples", targets="kind")
    with trackside.start_run(run_name=name):
        trackside.log_input(data, context=context)
        trackside.log_metric("loss", 1 / len(weights))

train("first", [1.0, 2.0])
train("again", [1.0, 2.0])
train("more", [1.0, 2.0, 3.0])
`.trim();

test('the data of a run is looked at, and the runs that share it are found', async ({
  page,
  tmpPath
}) => {
  const problems = noteProblems(page);
  await makeNotebook(page, `${tmpPath}/data.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(3);

  await test.step('the run names its data', async () => {
    await row(panel, 'first').click();
    const apples = panel.locator('[data-dataset=apples]');
    await expect(apples).toContainText('training');
    await apples.locator('summary').click();
    await expect(apples.locator('[data-profile=num_rows]')).toContainText('2');
    await expect(apples).toContainText('orchard/apples.csv');
    await expect(
      apples.locator('[data-signature=features]')
    ).toContainText('double');
    await apples.scrollIntoViewIfNeeded();
    await pictures(page, 'datasets');
    expect(await violations(page, 'the data of a run')).toEqual([]);
  });

  await test.step('one click lists the runs that took in the same', async () => {
    await panel.locator('[data-action=same-dataset]').click();
    await expect(rows(panel)).toHaveCount(2);
    await expect(row(panel, 'again')).toBeVisible();
    await expect(row(panel, 'more')).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});
