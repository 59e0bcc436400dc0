/** A run does not go on running when its kernel is gone. */
import { violations } from '../accessibility';
import {
  expect,
  kernelIsIdle,
  makeNotebook,
  openPanel,
  pictures,
  row,
  runCell,
  startCell,
  test
} from '../lab';

const ENDLESS = `import time, trackside
with trackside.start_run(run_name="endless"):
    for step in range(100_000):
        trackside.log_metric("loss", 1 / (step + 1), step=step)
        time.sleep(0.05)`;

test('killing the kernel mid-run shows KILLED, with all that was logged', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/killed.ipynb`, [ENDLESS]);
  const panel = await openPanel(page);
  await startCell(page, 0);
  const endless = row(panel, 'endless');
  await expect(endless).toHaveAttribute('data-status', 'RUNNING');
  await expect(endless.locator('[data-value]').first()).toBeVisible();

  await page.evaluate(async () => {
    const { sessions } = window.jupyterapp.serviceManager;
    await sessions.shutdownAll();
  });
  await expect(endless).toHaveAttribute('data-status', 'KILLED');
});

test('a kernel that dies by itself takes its run along', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/died.ipynb`, [
    `import os, signal, trackside
trackside.start_run(run_name="doomed")
for step in range(1000):
    trackside.log_metric("loss", float(step), step=step)
os.kill(os.getpid(), signal.SIGKILL)`
  ]);
  const panel = await openPanel(page);
  await startCell(page, 0);

  const doomed = row(panel, 'doomed');
  await expect(doomed).toHaveAttribute('data-status', 'KILLED');
  // What a killed process logged is found in its spool.
  await expect(doomed.locator('[data-metric="loss"][data-value]')).toHaveAttribute('data-value', '999');
});

test('restarting the kernel ends what it left open', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/restarted.ipynb`, [
    `import trackside
trackside.start_run(run_name="open")`
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(row(panel, 'open')).toHaveAttribute('data-status', 'RUNNING');

  await page.menu.clickMenuItem('Kernel>Restart Kernel…');
  await page.locator('.jp-Dialog .jp-mod-accept').click();
  await expect(row(panel, 'open')).toHaveAttribute('data-status', 'KILLED');
});

test('I stop a run that trains, and one that a cell left open', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/stopped.ipynb`, [
    ENDLESS,
    `import trackside
trackside.start_run(run_name="open")`
  ]);
  const panel = await openPanel(page);
  await startCell(page, 0);
  const endless = row(panel, 'endless');
  await expect(endless).toHaveAttribute('data-status', 'RUNNING');
  // The fixture looks into every answer about kernels, and this one is empty.
  await page.route(/\/api\/kernels\/[^/]+\/interrupt/, route => route.continue());
  await panel.locator('[data-action="stop-run"]').click();
  await pictures(page, 'stop-run');
  expect(await violations(page, 'stopping a run')).toEqual([]);
  await panel.locator('[data-action="stop-run-confirmed"]').click();
  await expect(endless).toHaveAttribute('data-status', 'KILLED');
  await expect(panel.locator('[data-active-run]')).toHaveCount(0);

  await runCell(page, 1);
  await expect(row(panel, 'open')).toHaveAttribute('data-status', 'RUNNING');
  await kernelIsIdle(page);
  await panel.locator('[data-action="stop-run"]').click();
  await panel.locator('[data-action="stop-run-confirmed"]').click();
  await expect(row(panel, 'open')).toHaveAttribute('data-status', 'FINISHED');
});
