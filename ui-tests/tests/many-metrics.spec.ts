/** Runs with more metrics than fit on the screen: sections, drawn as one comes by, all of them exported. */
import { readFileSync } from 'node:fs';

import { violations } from '../accessibility';
import {
  expect,
  makeNotebook,
  openPanel,
  reload,
  rows,
  runCell,
  tabPictures,
  test,
  workspaceSaved
} from '../lab';
import { noteProblems } from '../problems';

/** 2 runs; 12 curves in two sections, one number without steps, one of the machine's. */
const LOG = `
import trackside

for lr in (0.1, 0.2):
    with trackside.start_run(run_name=f"lr {lr}"):
        for step in range(10):
            trackside.log_metrics(
                {f"{part}/loss {i}": lr * i / (step + 1) for part in ("train", "val") for i in range(6)}, step=step
            )
        trackside.log_metrics({"accuracy": 1 - lr, "system/cpu": 50})
`.trim();

test('many metrics stand in sections, are drawn as one comes by, and exported as a whole', async ({
  page,
  tmpPath
}) => {
  const problems = noteProblems(page);
  const path = `${tmpPath}/many.ipynb`;
  await makeNotebook(page, path, [LOG]);
  let panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(2);
  for (const index of [0, 1]) {
    await rows(panel).nth(index).getByRole('button').first().click();
  }
  await panel.locator('[data-action=compare]').click();
  const tab = page.locator('[data-view=compare]');
  const chart = (metric: string) =>
    tab.locator(`figure[data-metric="${metric}"]`);

  await test.step('what has no steps is bars, what has them curves', async () => {
    await expect(chart('accuracy').locator('.barlayer .point')).toHaveCount(2);
    await expect(
      chart('val/loss 0').locator('.scatterlayer .trace')
    ).toHaveCount(2);
    await tabPictures(page, tab, 'many-metrics');
    expect(await violations(page, 'many charts')).toEqual([]);
  });

  await test.step('what is far below is drawn when one gets there', async () => {
    const last = chart('train/loss 5');
    await expect(last).toBeAttached();
    await expect(last.locator('.main-svg')).toHaveCount(0);
    await last.scrollIntoViewIfNeeded();
    await expect(last.locator('.scatterlayer .trace')).toHaveCount(2);
  });

  await test.step('all is exported, what is folded is not', async () => {
    await expect(chart('system/cpu')).toHaveCount(0);
    await tab.getByRole('button', { name: 'Export' }).click();
    const file = page.waitForEvent('download');
    await tab.locator('[data-export=csv]').click();
    const points = readFileSync(await (await file).path(), 'utf8').split('\r\n');
    expect(points).toHaveLength(1 + 2 * (12 * 10 + 1) + 1);
    await page.keyboard.press('Escape');
  });

  await test.step('a folded section stays so', async () => {
    const saved = workspaceSaved(page, /system[\\"]+,[\\"]+val[\\"]+\]/);
    await tab.locator('[data-chart-section=val] > summary').click();
    await expect(chart('val/loss 0')).toHaveCount(0);
    await saved;
    await reload(page, path);
    panel = await openPanel(page);
    await expect(rows(panel)).toHaveCount(2);
    await panel.locator('[data-action=compare]').click();
    await expect(chart('train/loss 0')).toBeVisible();
    await expect(chart('val/loss 0')).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});
