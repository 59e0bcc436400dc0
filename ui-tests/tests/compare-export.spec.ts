/** What is compared, or listed, goes elsewhere: into a cell of the notebook, and into files. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import {
  expect,
  makeNotebook,
  openPanel,
  picture,
  pictures,
  rows,
  runCell,
  test,
  type Page
} from '../lab';

const LOG = `import trackside
for number, lr in enumerate((0.1, 0.1, 0.01, 0.01)):
    with trackside.start_run(run_name=f"run {number}"):
        trackside.log_params({"lr": lr, "depth": number})
        for step in range(20):
            trackside.log_metric("loss", 1 / (1 + step * lr + number), step=step)`;

/** Copies what the tab shows as code and runs it in that cell of the notebook, which it returns. */
async function runCopied(page: Page, index: number): Promise<Locator> {
  const tab = page.locator('[data-view=compare]');
  await tab.locator('[data-action=copy-code]').click();
  return runClipboard(page, index);
}

async function runClipboard(page: Page, index: number): Promise<Locator> {
  const code = await page.evaluate(() => navigator.clipboard.readText());
  await page.activity.activateTab('export.ipynb');
  await page.notebook.setCell(index, 'code', code);
  await runCell(page, index);
  return page.locator('.jp-Notebook .jp-Cell').nth(index);
}

async function backToCompare(page: Page, name: string): Promise<Locator> {
  await page.getByRole('tab', { name: /^Compare - / }).click();
  const tab = page.locator('[data-view=compare]');
  await tab.locator(`[data-tab=${name}]`).click();
  return tab;
}

async function exported(
  page: Page,
  format: string,
  view = page.locator('[data-view=compare]')
): Promise<Buffer> {
  const file = page.waitForEvent('download');
  await view.locator(`[data-export=${format}]`).click();
  return readFileSync(await (await file).path());
}

test('every view is copied as code that makes it in the notebook', async ({
  page,
  tmpPath
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await makeNotebook(page, `${tmpPath}/export.ipynb`, [LOG, '', '', '', '', '']);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(4);
  for (let place = 0; place < 4; place += 1) {
    await rows(panel).nth(place).getByRole('button').first().click();
  }
  await panel.locator('[data-action=compare]').click();

  let tab = page.locator('[data-view=compare]');
  await tab.locator('[data-control=group-by]').selectOption('lr');
  await tab.locator('[data-control=smoothing]').fill('0.5');
  let cell = await runCopied(page, 1);
  await expect(cell.locator('.scatterlayer .trace')).toHaveCount(4);
  await expect(cell.locator('.legendtext').first()).toHaveText('lr = 0.01 (2)');

  await backToCompare(page, 'parallel');
  cell = await runCopied(page, 2);
  await expect(cell.locator('.js-plotly-plot')).toBeVisible();

  tab = await backToCompare(page, 'scatter');
  await tab.locator('[data-control=x]').selectOption('depth');
  await tab.locator('[data-control=y]').selectOption('lr');
  await tab.locator('[data-control=colour-by]').selectOption('loss');
  await tab.locator('[data-control=contour]').check();
  cell = await runCopied(page, 3);
  await expect(cell.locator('.contourlayer .contour')).toHaveCount(1);

  await backToCompare(page, 'bars');
  cell = await runCopied(page, 4);
  await expect(cell.locator('.barlayer .point')).toHaveCount(4);

  await backToCompare(page, 'differences');
  cell = await runCopied(page, 5);
  await expect(cell.locator('table tbody tr')).toHaveCount(4);
  await expect(
    page.locator('.jp-OutputArea-output[data-mime-type*=error]')
  ).toHaveCount(0);
});

test('data and pictures are exported', async ({ page, tmpPath }) => {
  await makeNotebook(page, `${tmpPath}/export.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(4);
  for (let place = 0; place < 4; place += 1) {
    await rows(panel).nth(place).getByRole('button').first().click();
  }
  await panel.locator('[data-action=compare]').click();
  const tab = page.locator('[data-view=compare]');
  await expect(tab.locator('[data-points="80"]')).toBeVisible();
  await tab.getByRole('button', { name: 'Export' }).click();
  await picture(page, 'compare-export', { isPrivate: true });

  const points = (await exported(page, 'csv')).toString().split('\r\n');
  expect(points[0]).toBe('run_id,run,metric,step,timestamp,value');
  expect(points).toHaveLength(1 + 80 + 1);
  const svg = (await exported(page, 'svg')).toString();
  expect(svg).toContain('run 3');
  expect(svg.match(/<svg /g)?.length).toBeGreaterThan(1);
  const png = await exported(page, 'png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeGreaterThan(10_000);
});

test('the list of runs is copied as code that finds them, and exported as a table', async ({
  page,
  tmpPath
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await makeNotebook(page, `${tmpPath}/export.ipynb`, [LOG, '']);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(4);
  const line = panel.getByRole('combobox', { name: 'Filter runs' });
  await line.fill("params.lr = '0.1'");
  await line.press('Enter');
  await expect(rows(panel)).toHaveCount(2);

  await panel.getByRole('button', { name: 'Export the list' }).click();
  await pictures(page, 'export-list');
  const table = (await exported(page, 'csv', panel)).toString().split('\r\n');
  expect(table[0]).toContain('params.depth,params.lr,metrics.loss');
  expect(table).toHaveLength(1 + 2 + 1);

  await panel.locator('[data-action=copy-code]').click();
  const cell = await runClipboard(page, 1);
  await expect(cell.locator('table tbody tr')).toHaveCount(2);
});
