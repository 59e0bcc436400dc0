/** The main story: run the example, watch its runs, look into them, keep the best. */
import {
  cellWith,
  expect,
  kernelIsIdle,
  openExample,
  openPanel,
  picture,
  row,
  rows,
  runAll,
  test,
  type Page
} from '../lab';

async function openQuickstart(page: Page, folder: string) {
  await openExample(page, 'quickstart.ipynb', folder);
  return openPanel(page);
}

test('run the quickstart and watch its runs beside it', async ({
  page,
  tmpPath
}) => {
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  const panel = await openQuickstart(page, tmpPath);
  await expect(panel.locator('[data-empty]')).toBeVisible();

  await test.step('rows appear and grow while the cell runs', async () => {
    await runAll(page);
    const running = rows(panel).and(page.locator('[data-status="RUNNING"]'));
    await expect(running.first()).toBeVisible();
    await expect(panel.locator('[data-active-run]')).toBeVisible();
    // The kernel is busy all the while: the panel learns of it by push alone.
    await expect(page.locator('#jp-main-statusbar')).toContainText('| Busy');
    const value = running.first().locator('[data-value]').first();
    const before = await value.getAttribute('data-value');
    await expect(value).not.toHaveAttribute('data-value', before ?? '');
  });

  await test.step('every run ends', async () => {
    await expect(page.locator('#jp-main-statusbar')).toContainText('| Idle', {
      timeout: 120_000
    });
    await expect(
      rows(panel).and(page.locator('[data-status="FINISHED"]'))
    ).toHaveCount(5);
    await expect(panel.locator('[data-active-run]')).toHaveCount(0);
  });

  await test.step('a run opens, and its history draws the logged points', async () => {
    await rows(panel).first().click();
    await panel.locator('[data-tab="metrics"]').click();
    await panel.getByRole('button', { name: 'test_loss' }).click();
    const chart = panel.locator('figure[data-metric="test_loss"]');
    await expect(chart.locator('[data-points="60"]')).toBeVisible();
    await expect(chart.locator('.scatterlayer .trace')).toHaveCount(1);
    await picture(page, 'history');
    await page.keyboard.press('Escape');
  });

  await test.step('two chosen runs are overlaid', async () => {
    for (const index of [0, 1]) {
      await rows(panel).nth(index).getByRole('button').first().click();
    }
    await panel.locator('[data-action="compare"]').click();
    const compare = page.locator('[data-view="compare"]');
    const loss = compare.locator('figure[data-metric="test_loss"]');
    await expect(compare.locator('[data-legend]')).toHaveCount(2);
    await expect(loss.locator('.scatterlayer .trace')).toHaveCount(2);
    await picture(page, 'compare');
    await page.activity.activateTab('quickstart.ipynb');
  });

  await test.step('the button in the output registers the model', async () => {
    const button = page
      .locator('.jp-OutputArea-output')
      .getByRole('button', { name: 'Register' });
    await button.scrollIntoViewIfNeeded();
    await button.click();
    await expect(
      page.locator('.jp-OutputArea-output').getByText(/version 1/)
    ).toBeVisible();
    await panel.locator('[data-tab="models"]').click();
    await expect(panel.locator('[data-model=digits]')).toContainText(
      'Version 1'
    );
    await picture(page, 'models');
  });

  await test.step('the charts of the notebook are drawn', async () => {
    // The notebook draws what is in view.
    await page.notebook.selectCells(
      cellWith('quickstart.ipynb', 'trackside.compare(')
    );
    await expect(
      page.locator('.jp-Notebook .js-plotly-plot .main-svg').first()
    ).toBeVisible();
    await picture(page, 'notebook-charts');
  });
  expect(problems).toEqual([]);
});

test('the panel in the light and in the dark theme', async ({ page }) => {
  // In a folder whose name fits into a picture.
  await page.contents.createDirectory('digits');
  const panel = await openQuickstart(page, 'digits');
  await page.sidebar.close('left');
  await runAll(page);
  await expect(rows(panel)).toHaveCount(5, { timeout: 120_000 });
  await kernelIsIdle(page);
  await page.notebook.selectCells(cellWith('quickstart.ipynb', 'settings = ['));
  for (const index of [0, 1, 2]) {
    await rows(panel).nth(index).getByRole('button').first().click();
  }
  for (const theme of ['light', 'dark']) {
    await page.theme.setTheme(`JupyterLab ${theme === 'dark' ? 'Dark' : 'Light'}`);
    await picture(page, `runs-${theme}`);
    await rows(panel).first().click();
    await picture(page, `overview-${theme}`, { isPrivate: true });
    await panel.locator('[data-tab="metrics"]').click();
    await panel.getByRole('button', { name: 'accuracy' }).click();
    await expect(panel.locator('.scatterlayer .trace')).toHaveCount(1);
    await picture(page, `run-${theme}`);
    await page.keyboard.press('Escape');
    await panel.locator('[data-action="compare"]').click();
    const tab = page.locator('[data-view="compare"]');
    const loss = tab.locator('figure[data-metric="test_loss"]');
    await expect(loss.locator('.scatterlayer .trace')).toHaveCount(3);
    await picture(page, `compare-${theme}`);
    await page.activity.activateTab('quickstart.ipynb');
    await expect(row(panel, 'baseline')).toBeVisible();
  }
  const background = await panel.evaluate(
    node => getComputedStyle(node).backgroundColor
  );
  // Dark: each of the three channels lies in the lower half.
  expect(
    (background.match(/\d+/g) ?? []).slice(0, 3).every(part => +part < 128)
  ).toBe(true);
  await page.theme.setTheme('JupyterLab Light');
});
