/** Another extension, built as its README says, adds a tab to the runs. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  expect,
  kernelIsIdle,
  makeNotebook,
  openPanel,
  pictures,
  row,
  startCell,
  test
} from '../lab';
import { noteProblems } from '../problems';

const ROOT = resolve(__dirname, '../..');
const installed = join(
  process.env.TRACKSIDE_UI_LABEXTENSIONS ?? '',
  'trackside-paper-tab'
);

test.beforeAll(() => {
  const copy = mkdtempSync(join(tmpdir(), 'trackside-paper-tab-'));
  cpSync(join(ROOT, 'examples/run-tab-extension'), copy, { recursive: true });
  // In the place of `npm install`: the packages are those that we build with ourselves.
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  execFileSync('jupyter-builder', ['build', copy]);
  cpSync(join(copy, 'labextension'), installed, { recursive: true });
  rmSync(copy, { recursive: true });
});

test.afterAll(() => rmSync(installed, { recursive: true }));

const TRAINING = `import time, trackside
with trackside.start_run(run_name="slow"):
    trackside.log_params({"batch_size": 32, "lr": 0.01})
    for step in range(60):
        trackside.log_metric("loss", 1 / (step + 1), step=step)
        time.sleep(0.2)`;

test('a tab of another extension shows a run while it logs', async ({
  page,
  tmpPath
}) => {
  const problems = noteProblems(page);
  await makeNotebook(page, `${tmpPath}/paper.ipynb`, [TRAINING]);
  const panel = await openPanel(page);
  await startCell(page, 0);
  await row(panel, 'slow').click();
  await panel.getByRole('tab', { name: 'Paper' }).click();
  const table = panel.locator('[data-run-tab="trackside-paper-tab:paper"] pre');
  await expect(table).toContainText('batch\\_size & 32 \\\\');
  const before = await table.innerText();
  await expect(table).not.toHaveText(before);
  await kernelIsIdle(page);
  await expect(table).toContainText('loss & 0.0167 \\\\');
  await pictures(page, 'third-party-tab');

  await test.step('the other tabs are as they were', async () => {
    await page.keyboard.press('Tab');
    await panel.getByRole('tab', { name: 'Paper' }).press('ArrowRight');
    await expect(panel.getByRole('tab', { name: 'Overview' })).toBeFocused();
    await expect(panel.locator('[data-param="lr"]')).toBeVisible();
    await expect(table).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});
