/** A hundred runs and a million points reach the browser thinned, and plotly only with the first chart. */
import {
  expect,
  makeNotebook,
  openPanel,
  picture,
  row,
  rows,
  runCell,
  test,
  type Page
} from '../lab';
import { fetched } from '../scripts';

const LOG = `import math, trackside
with trackside.start_run(run_name="long"):
    for step in range(1_000_000):
        trackside.log_metric("loss", math.sin(step / 1e5) + (step == 765_432), step=step)
for number in range(100):
    with trackside.start_run(run_name=f"run {number:03}"):
        trackside.log_params({"lr": 10 ** -(number % 5), "depth": number % 7})
        for step in range(1000):
            trackside.log_metric("loss", 1 / (1 + step * (1 + number)), step=step)`;

/** Clicks, and measures in the page the time until the element says how many points it draws. */
async function timed(
  page: Page,
  click: string,
  drawn: string
): Promise<number> {
  return page.evaluate(
    ([clicked, wanted]) =>
      new Promise<number>(resolve => {
        const started = performance.now();
        const look = (): void => {
          if (document.querySelector(wanted ?? '')) {
            resolve(performance.now() - started);
          } else {
            requestAnimationFrame(look);
          }
        };
        document.querySelector<HTMLElement>(clicked ?? '')?.click();
        look();
      }),
    [click, drawn]
  );
}

test('a million points and a hundred runs are drawn from what the server thinned', async ({
  page,
  tmpPath
}) => {
  const told = (what: string, ms: number): void =>
    console.log(`${what}: ${Math.round(ms)} ms`);
  await makeNotebook(page, `${tmpPath}/scale.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(row(panel, 'run 099')).toBeVisible();
  const { script, style } = await fetched(page);
  console.log(
    `fetched before the first chart: ${script} bytes of script, ${style} of style sheets`
  );
  // What the list does without at first is loaded by now (large-experiments tells the list's own share).
  expect(script).toBeLessThan(150_000);

  await test.step('a hundred runs in one chart', async () => {
    await rows(panel).first().focus();
    for (let number = 0; number < 100; number += 1) {
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      // Nobody's fingers are as fast as this: a key must not come before the last has been answered.
      const next = panel.locator(`[data-row-index="${number + 1}"]`);
      await expect(next).toBeFocused();
    }
    await expect(panel.locator('[data-action=compare]')).toContainText('100');
    const plot = '[data-view=compare] .jp-Trackside-Plot[data-points="30000"]';
    const ms = await timed(page, '[data-action=compare]', plot);
    told('opening the comparison of 100 runs, with plotly', ms);
    await expect(
      page.locator('[data-view=compare] .scatterlayer .trace')
    ).toHaveCount(100);
    await picture(page, 'compare-100', { isPrivate: true });
    const table = '[data-view=compare] tr[data-param=lr] td:nth-child(101)';
    told(
      'the differences of 100 runs',
      await timed(page, '[data-view=compare] [data-tab=differences]', table)
    );
    await picture(page, 'compare-100-differences', { isPrivate: true });
  });

  await test.step('a series of a million points', async () => {
    await rows(panel).last().press('End');
    await row(panel, 'long').click();
    await expect(panel.locator('[data-tab=metrics]')).toBeVisible();
    const plot =
      '#trackside-panel .jp-Trackside-Plot[data-points]:not([data-points="0"])';
    const ms = await timed(page, '#trackside-panel [data-tab=metrics]', plot);
    told('opening the history of 1,000,000 points', ms);
    const points = await page.locator(plot).getAttribute('data-points');
    expect(Number(points)).toBeGreaterThan(1000);
    expect(Number(points)).toBeLessThanOrEqual(2000);
    await picture(page, 'compare-scale', { isPrivate: true });
  });
});
