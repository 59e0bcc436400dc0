/** What a cell logs is in the list while the cell runs; how soon is measured and reported. */
import type { Locator } from '@playwright/test';

import {
  expect,
  kernelIsIdle,
  makeNotebook,
  openPanel,
  type Page,
  row,
  startCell,
  test
} from '../lab';

const VALUES = 60;

/** Logs a value now and then, says when; and `noise` more runs log as fast as they are asked to. */
function cell(noise: number): string {
  return `
import json, threading, time
import trackside

client = trackside.MlflowClient()
stop = threading.Event()

def make_noise(number):
    run = client.create_run(experiment_id, run_name=f"noise-{number}")
    step = 0
    while not stop.is_set():
        for _ in range(10):
            client.log_metric(run.info.run_id, "value", step, step=step)
            step += 1
        time.sleep(10 * ${noise} / 1000)
    client.set_terminated(run.info.run_id)

called = []
with trackside.start_run(run_name="first") as run:
    experiment_id = run.info.experiment_id
threads = [threading.Thread(target=make_noise, args=(n,)) for n in range(${noise})]
for thread in threads:
    thread.start()
time.sleep(2)
with trackside.start_run(run_name="watched"):
    trackside.log_metric("value", 0, step=0)
    time.sleep(2)
    for value in range(1, ${VALUES} + 1):
        called.append(time.time() * 1000)
        trackside.log_metric("value", value, step=value)
        time.sleep(0.15)
    stop.set()
    for thread in threads:
        thread.join()
print(json.dumps(called))
`.trim();
}

/** Notes when the watched run's value changes on the screen: [value, epoch ms], after the paint. */
async function watch(page: Page, panel: Locator): Promise<void> {
  await row(panel, 'watched').locator('[data-metric=value]').waitFor();
  await page.evaluate(() => {
    const seen: [number, number][] = [];
    (window as unknown as { seen: typeof seen }).seen = seen;
    const look = (): void => {
      const watched = [
        ...document.querySelectorAll('#trackside-panel [data-run-id]')
      ].find(each => each.textContent.includes('watched'));
      const shown = watched
        ?.querySelector('[data-metric=value]')
        ?.getAttribute('data-value');
      const value = Number(shown ?? 0);
      if (value > (seen[seen.length - 1]?.[0] ?? 0)) {
        // A frame later it is on the screen.
        requestAnimationFrame(() => seen.push([value, Date.now()]));
      }
    };
    new MutationObserver(look).observe(
      document.querySelector('#trackside-panel') as Node,
      { subtree: true, childList: true, attributes: true, characterData: true }
    );
  });
}

/** From the call to the paint, of each value: the first look that showed it or a later one. */
function delays(
  called: readonly number[],
  seen: readonly (readonly [number, number])[]
): readonly number[] {
  return called.flatMap((at, index) => {
    const first = seen.find(([value]) => value >= index + 1);
    // What was logged before the watching began is not known.
    return first && first[1] >= at && index >= 5 ? [first[1] - at] : [];
  });
}

for (const noise of [0, 20]) {
  test(`a logged value is drawn at once, with ${noise} more runs logging`, async ({
    page,
    tmpPath
  }, info) => {
    await makeNotebook(page, `${tmpPath}/live-${noise}.ipynb`, [cell(noise)]);
    const panel = await openPanel(page);
    await startCell(page, 0);
    await watch(page, panel);
    await kernelIsIdle(page);
    await expect(
      row(panel, 'watched').locator('[data-metric=value]')
    ).toHaveAttribute('data-value', String(VALUES));

    const output = await page.notebook.getCellTextOutput(0);
    const called = JSON.parse((output ?? []).join('')) as number[];
    const seen = await page.evaluate(
      () => (window as unknown as { seen: [number, number][] }).seen
    );
    const sorted = [...delays(called, seen)].sort((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(VALUES / 2);
    const at = (share: number): number =>
      Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? NaN);
    const words = `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms of ${sorted.length}`;
    info.annotations.push({ type: 'call to paint', description: words });
    console.log(`call to paint with ${noise} more runs: ${words}`);
  });
}
