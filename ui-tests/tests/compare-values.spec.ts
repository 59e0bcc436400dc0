/** Params and metrics of many runs set against one another; what is brushed is found in the list. */
import {
  expect,
  makeNotebook,
  openPanel,
  picture,
  rows,
  runCell,
  test,
  type Page
} from '../lab';

const LOG = `import trackside
for number in range(24):
    lr, depth = 10 ** -(number % 4), 2 + number // 8
    kind = ["relu", "tanh", "gelu"][number % 3]
    with trackside.start_run(run_name=f"run {number:02}"):
        trackside.log_params({"lr": lr, "depth": depth, "activation": kind})
        accuracy = 0.9 - 0.1 * abs(2 - number % 4) + 0.01 * depth
        trackside.log_metrics({"accuracy": accuracy, "loss": 1 - accuracy})`;

async function both(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await page.theme.setTheme(
      `JupyterLab ${theme === 'dark' ? 'Dark' : 'Light'}`
    );
    // The charts are drawn anew after the page has been.
    const paper = page.locator('[data-view=compare] .js-plotly-plot .main-svg');
    await expect
      .poll(() =>
        paper.first().evaluate(node => getComputedStyle(node).backgroundColor)
      )
      .toBe(theme === 'dark' ? 'rgb(33, 33, 33)' : 'rgb(255, 255, 255)');
    await picture(page, `${name}-${theme}`, { isPrivate: true });
  }
  await page.theme.setTheme('JupyterLab Light');
}

test('runs are brushed, scattered and put beside one another', async ({
  page,
  tmpPath
}) => {
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(String(error)));
  await makeNotebook(page, `${tmpPath}/sweep.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel).first()).toContainText('run 23');
  for (let place = 0; place < 12; place += 1) {
    await rows(panel).nth(place).getByRole('button').first().click();
  }
  await panel.locator('[data-action=compare]').click();
  const tab = page.locator('[data-view=compare]');
  await test.step('three values make a contour', async () => {
    await tab.locator('[data-tab=scatter]').click();
    const chart = tab.locator('[data-chart=scatter]');
    await tab.locator('[data-control=x]').selectOption('lr');
    await tab.locator('[data-control=y]').selectOption('depth');
    await tab.locator('[data-control=colour-by]').selectOption('accuracy');
    await expect(chart.locator('.scatterlayer .point')).toHaveCount(12);
    await expect(chart.locator('.xtitle')).toHaveText('lr');
    await both(page, 'compare-scatter');
    await tab.locator('[data-control=contour]').check();
    await expect(chart.locator('.contourlayer .contour')).toHaveCount(1);
    await both(page, 'compare-contour');
  });

  await test.step('a metric has a bar for each run', async () => {
    await tab.locator('[data-tab=bars]').click();
    await tab.locator('[data-control=metric]').selectOption('loss');
    await tab.locator('[data-control=sorted]').check();
    const bars = tab.locator('[data-chart=bars] .barlayer .point');
    await expect(bars).toHaveCount(await tab.locator('[data-legend]').count());
    await both(page, 'compare-bars');
  });
  await tab.locator('[data-tab=parallel]').click();

  await test.step('what is brushed is pointed out in the list', async () => {
    const chart = tab.locator('[data-chart=parallel]');
    await expect(chart.locator('[data-points="12"]')).toBeVisible();
    await tab.locator('[data-control=colour-by]').selectOption('accuracy');
    const axis = chart.locator('.axis-brush').nth(3);
    const box = await axis.boundingBox();
    if (!box) {
      throw new Error('the axis is not drawn');
    }
    const x = box.x + box.width / 2;
    await page.mouse.move(x, box.y + box.height * 0.4);
    await page.mouse.down();
    await page.mouse.move(x, box.y + box.height * 0.2);
    await page.mouse.move(x, box.y);
    await page.mouse.up();
    await expect(tab.locator('[data-brushed]')).toBeVisible();
    const brushed = Number(
      await tab.locator('[data-brushed]').getAttribute('data-brushed')
    );
    expect(brushed).toBeGreaterThan(0);
    expect(brushed).toBeLessThan(12);
    await expect(panel.locator('[data-highlighted]')).toHaveCount(brushed);
    await expect(chart.locator('.parcoords')).toContainText('0.94');
    await both(page, 'compare-parallel');
    await tab.locator('[data-action=keep-brushed]').click();
    await expect(tab.locator('[data-legend]')).toHaveCount(brushed);
    await expect(panel.locator('[data-highlighted]')).toHaveCount(0);
  });
  expect(problems).toEqual([]);
});
