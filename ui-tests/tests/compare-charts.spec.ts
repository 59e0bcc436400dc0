/** Runs are compared in a tab of the main area: curves in many ways, and what differs. */
import {
  expect,
  makeNotebook,
  openPanel,
  picture,
  reloadPage,
  rows,
  runCell,
  startCell,
  test,
  type Page,
  workspaceSaved
} from '../lab';
import type { Locator } from '@playwright/test';

const LOG = `import math, random, trackside
for seed in range(2):
    for lr in (0.1, 0.03, 0.01):
        random.seed(seed)
        with trackside.start_run(run_name=f"lr {lr}, seed {seed}"):
            trackside.log_params({"lr": lr, "seed": seed, "batch": 32})
            trackside.set_tag("team", "vision")
            for step in range(300):
                noise = random.gauss(0, 0.05)
                loss = math.exp(-step * lr / 4) + abs(noise)
                trackside.log_metric("loss", loss, step=step)
                trackside.log_metric("accuracy", 1 - loss / 2, step=step)`;
const GROW = `import time
with trackside.start_run(run_name="growing"):
    for step in range(150):
        trackside.log_metric("loss", 1 / (1 + step), step=step)
        time.sleep(0.1)`;

const compareTab = (page: Page): Locator => page.locator('[data-view=compare]');

/** Opens the eyes of these rows and then the comparison. */
async function compare(panel: Locator, places: number[]): Promise<void> {
  for (const place of places) {
    await rows(panel).nth(place).getByRole('button').first().click();
  }
  await panel.locator('[data-action=compare]').click();
}

test('runs are laid over one another, smoothed, grouped and put on other axes', async ({
  page,
  tmpPath
}) => {
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  await makeNotebook(page, `${tmpPath}/train.ipynb`, [LOG, GROW]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(6);
  await compare(panel, [0, 1, 2, 3, 4, 5]);
  const tab = compareTab(page);
  const loss = tab.locator('figure[data-metric=loss]');
  await expect(tab.locator('figure[data-metric]')).toHaveCount(2);
  await expect(loss.locator('[data-points="1800"]')).toBeVisible();
  await expect(loss.locator('.scatterlayer .trace')).toHaveCount(6);
  await expect(page.getByRole('tab', { name: /^Compare - / })).toBeVisible();

  await test.step('the run that I point at stands out', async () => {
    const faded = loss.locator('.scatterlayer .jp-mod-faded');
    await rows(panel).nth(0).hover();
    await expect(faded).toHaveCount(5);
    await expect(faded.first().locator('.lines')).toHaveCSS('opacity', '0.15');
    await page.mouse.move(5, 5);
    await expect(faded).toHaveCount(0);
    await tab.locator('[data-legend]').nth(1).hover();
    await expect(faded).toHaveCount(5);
    await page.mouse.move(5, 5);
    await rows(panel).nth(2).focus();
    await rows(panel).nth(3).press('ArrowDown');
    await expect(faded).toHaveCount(5);
  });

  await test.step('a smoothed line has what was logged behind it', async () => {
    await tab.locator('[data-control=smoothing]').fill('0.9');
    await expect(loss.locator('.scatterlayer .trace')).toHaveCount(12);
    await tab.locator('[data-control=smoothing]').fill('0');
  });

  await test.step('axes are logarithmic, and in time', async () => {
    await tab.locator('[data-control=log-y]').check();
    await tab.locator('[data-control=log-x]').check();
    await expect(loss.locator('[data-gaps="6"]')).toBeVisible();
    await tab.locator('[data-control=log-x]').uncheck();
    await tab.locator('[data-control=axis]').selectOption('wall');
    await expect(loss.locator('.xtitle')).toHaveText('Time of day');
    await tab.locator('[data-control=axis]').selectOption('relative');
    await expect(loss.locator('.xtitle')).toHaveText(/^Time \[/);
    await tab.locator('[data-control=axis]').selectOption('step');
    await tab.locator('[data-control=log-y]').uncheck();
  });

  await test.step('runs with the same param are one line with a band', async () => {
    await tab.locator('[data-control=group-by]').selectOption('lr');
    await expect(loss.locator('.scatterlayer .trace')).toHaveCount(6);
    await tab.locator('[data-control=band]').selectOption('std');
    for (const theme of ['light', 'dark']) {
      await page.theme.setTheme(
        `JupyterLab ${theme === 'dark' ? 'Dark' : 'Light'}`
      );
      await picture(page, `compare-groups-${theme}`, { isPrivate: true });
    }
    await page.theme.setTheme('JupyterLab Light');
    await tab.locator('[data-control=group-by]').selectOption('');
  });

  await test.step('an eye that closes takes its line away', async () => {
    await tab.locator('[data-legend]').first().getByRole('button').first().click();
    await expect(loss.locator('.scatterlayer .trace')).toHaveCount(5);
    await expect(
      rows(panel).first().getByRole('button', { name: /^Compare/ })
    ).toHaveAttribute('aria-pressed', 'false');
  });
  expect(problems).toEqual([]);
});

test('the curve of a running run grows in place and keeps the zoom', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/grow.ipynb`, [LOG, GROW]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await startCell(page, 1);
  await expect(rows(panel)).toHaveCount(7);
  await compare(panel, [0, 1]);
  const plot = compareTab(page).locator('figure[data-metric=loss] .jp-Trackside-Plot');
  await expect(plot).toHaveAttribute('data-points', /^3\d\d$/);
  await plot.hover({ position: { x: 200, y: 120 } });
  await page.mouse.down();
  await page.mouse.move(600, 400);
  await page.mouse.move(620, 400);
  await page.mouse.up();
  const range = async (): Promise<string[]> =>
    (await plot.locator('.xtick').allTextContents()).sort();
  const zoomed = await range();
  const before = Number(await plot.getAttribute('data-points'));
  await expect
    .poll(async () => Number(await plot.getAttribute('data-points')))
    .toBeGreaterThan(before + 10);
  expect(await range()).toEqual(zoomed);
});

test('what differs is listed, found and turned round, and the tab comes back', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/differ.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(6);
  await compare(panel, [0, 1, 2, 3]);
  const tab = compareTab(page);
  await tab.locator('[data-tab=differences]').click();
  await expect(tab.locator('tr[data-param=lr] td')).toHaveCount(4);
  await expect(tab.locator('[data-param=batch]')).toHaveCount(0);
  await tab.locator('[data-control=only-differences]').uncheck();
  await expect(tab.locator('tr[data-param=batch]')).toBeVisible();
  await expect(tab.locator('tr[data-environment=python]')).toHaveCount(1);
  await tab.locator('[data-control=search-keys]').fill('lr');
  await expect(tab.locator('tr[data-param]')).toHaveCount(1);
  await tab.locator('[data-control=search-keys]').fill('');
  for (const theme of ['light', 'dark']) {
    await page.theme.setTheme(
      `JupyterLab ${theme === 'dark' ? 'Dark' : 'Light'}`
    );
    await picture(page, `compare-differences-${theme}`, { isPrivate: true });
  }
  await tab.locator('[data-control=only-differences]').check();
  const remembered = workspaceSaved(
    page,
    /trackside-compare:compare/,
    /isTransposed\\*":true/
  );
  await tab.locator('[data-control=transpose]').check();
  await expect(tab.locator('[data-diff-run]')).toHaveCount(4);
  await picture(page, 'compare-differences-by-run', { isPrivate: true });
  await page.theme.setTheme('JupyterLab Light');

  await remembered;
  await reloadPage(page);
  await expect(compareTab(page)).toBeAttached();
  await expect(tab.locator('[data-diff-run]')).toHaveCount(4);
});
