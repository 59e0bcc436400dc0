/** Hours of training beside an open chart leave the browser's memory as it was. */
import {
  expect,
  makeNotebook,
  openPanel,
  type Page,
  row,
  startCell,
  test
} from '../lab';

/** An hour of an epoch a second, in about a minute. */
const EPOCHS = 3600;
const METRICS = ['loss', 'accuracy', 'val_loss', 'val_accuracy'];

const LOG = `import time, trackside
with trackside.start_run(run_name="patient"):
    for epoch in range(${EPOCHS}):
        trackside.log_metrics(dict.fromkeys(${JSON.stringify(METRICS)}, 1 / (epoch + 1)), step=epoch)
        time.sleep(1 / 60)`;

/** Megabytes of the page's JavaScript that are still in use. */
async function heap(page: Page): Promise<number> {
  const [tab] = page.context().pages();
  if (!tab) {
    throw new Error('the page is closed');
  }
  const session = await page.context().newCDPSession(tab);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

test('an hour of live updates does not fill the memory', async ({
  page,
  tmpPath
}, info) => {
  await makeNotebook(page, `${tmpPath}/patient.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await startCell(page, 0);
  await row(panel, 'patient').click();
  await panel.getByRole('tab', { name: 'Metrics' }).click();
  await expect(panel.locator('.js-plotly-plot')).toBeVisible();

  const loss = panel.locator('tr[data-metric=loss]');
  const reaches = (epochs: number): Promise<void> =>
    expect(async () => {
      const value = await loss.getAttribute('data-value');
      expect(Math.round(1 / Number(value))).toBeGreaterThanOrEqual(epochs);
    }).toPass({ timeout: 150_000 });
  await reaches(EPOCHS / 3);
  const early = await heap(page);
  await reaches(EPOCHS);
  const late = await heap(page);
  const words = `${early.toFixed(1)} MB after a third, ${late.toFixed(1)} MB after all`;
  info.annotations.push({ type: 'memory', description: words });
  console.log(`memory of an hour of live updates: ${words}`);
  // What the chart holds grows with the points up to what is drawn; nothing grows with the notices.
  expect(late - early).toBeLessThan(10);
});
