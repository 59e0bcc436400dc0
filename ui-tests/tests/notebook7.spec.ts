/** The same panel in Notebook 7, on a server below a base URL as a hub gives it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, test } from '@playwright/test';

import { type IOwnServer, startJupyter } from '../ownserver';

const CELL = `import trackside
with trackside.start_run(run_name="seven"):
    trackside.log_metric("loss", 0.5)`;

const NOTEBOOK = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' }
  },
  cells: [
    {
      id: 'only',
      cell_type: 'code',
      source: CELL,
      metadata: {},
      outputs: [],
      execution_count: null
    }
  ]
};

let server: IOwnServer;

test.beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'trackside-ui-'));
  writeFileSync(join(root, 'seven.ipynb'), JSON.stringify(NOTEBOOK));
  server = await startJupyter('notebook', {
    root,
    baseUrl: '/user/ada/',
    token: 'a-token'
  });
});

test.afterAll(() => {
  server.stop();
});

test('a notebook in Notebook 7 has the panel beside it by its button', async ({
  page
}) => {
  await page.goto(`${server.url}/notebooks/seven.ipynb?token=a-token`);
  const button = page.locator(
    '.jp-NotebookPanel-toolbar [data-jp-item-name="trackside"]'
  );
  await button.click();
  const panel = page.locator('#trackside-panel');
  await expect(panel).toBeVisible();

  const cell = page.locator('.jp-Cell').first();
  // The toolbar calls the kernel idle before it takes cells: again until this one is taken. One that comes
  // before the session is asked for a kernel.
  const kernelChoice = page.getByRole('button', { name: 'Select', exact: true });
  await expect(async () => {
    if (await kernelChoice.isVisible()) {
      await kernelChoice.click();
    }
    await cell.click();
    await page.keyboard.press('Control+Enter');
    await expect(cell.locator('.jp-InputPrompt')).not.toHaveText('[ ]:', {
      timeout: 2_000
    });
  }).toPass({ timeout: 60_000 });
  const run = panel.locator('[data-run-id]');
  await expect(run).toContainText('seven');
  const place = await panel.boundingBox();
  expect(place && place.x + place.width).toBeLessThanOrEqual(
    page.viewportSize()?.width ?? 0
  );
  await page.screenshot({
    path: resolve(__dirname, '../screenshots/notebook7.png')
  });

  await run.locator('.jp-Trackside-Row-name').click();
  await expect(panel.locator('h3')).toHaveText('seven');
});
