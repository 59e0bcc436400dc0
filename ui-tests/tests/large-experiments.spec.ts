/** Thousands of runs: how soon the list is there and how smoothly it scrolls is measured and reported. */
import type { Locator } from '@playwright/test';

import {
  expect,
  kernelIsIdle,
  makeNotebook,
  openPanel,
  reloadPage,
  type Page,
  rows,
  runCell,
  startCell,
  test,
  workspaceSaved
} from '../lab';
import { fetched, type IFetched } from '../scripts';

/** Takes many runs in at once, as an import does: one by one it would be half a minute. */
const FILL = `
import random, uuid
import numpy as np
import trackside
from trackside.entities import History, Run, RunData, RunInfo
from trackside.opening import open_store
from trackside.store.base import SpoolRange
from trackside.store.intake import TakenRun

def fill(count):
    with trackside.start_run(run_name="the first") as run:
        info = run.info
    store = open_store(trackside.get_tracking_uri()).store
    rng = random.Random(count)
    ids = [uuid.UUID(int=rng.getrandbits(128)).hex for _ in range(count)]
    store.take_runs([
        TakenRun(Run(
            RunInfo(run_id, info.experiment_id, "ada", "FINISHED", n, n + 1, artifact_uri=info.artifact_uri, run_name=f"run-{n}"),
            RunData(params={f"p{k}": rng.choice("xyz") for k in range(5)}),
        ))
        for n, run_id in enumerate(ids)
    ])
    steps = np.arange(20)
    store.append_points(
        [History(run_id, "loss", steps, steps, rng.random() / (steps + 1)) for run_id in ids],
        SpoolRange(uuid.uuid4().hex, 0, 1),
    )
`.trim();

/** Milliseconds from a click until rows stand in the list and were painted. */
function openingTime(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const { commands, shell } = window.jupyterapp;
        void commands.execute('application:toggle-right-area').then(() => {
          const started = performance.now();
          shell.activateById('trackside-panel');
          const look = (): void => {
            const row = document.querySelector<HTMLElement>(
              '#trackside-panel [data-run-id]'
            );
            requestAnimationFrame(
              row?.offsetParent ? () => resolve(performance.now() - started) : look
            );
          };
          look();
        });
      })
  );
}

interface IColdOpening extends IFetched {
  readonly ms: number;
}

/** Loads the page anew, without the panel's code; from the click on its tab to the first rows that are painted. */
async function coldOpening(page: Page, path: string): Promise<IColdOpening> {
  const saved = workspaceSaved(page, /"right":\{[^{}]*"collapsed":true/);
  await page.sidebar.close('right');
  await saved;
  await reloadPage(page);
  await page.evaluate(async name => {
    await window.jupyterapp.restored;
    await window.jupyterapp.commands.execute('docmanager:open', { path: name });
  }, path);
  await kernelIsIdle(page);
  await expect(page.locator('#trackside-panel .jp-Trackside')).toHaveCount(0);
  const opening = page.evaluate(
    () =>
      new Promise<{ ms: number; listed: number }>(resolve => {
        let clicked = NaN;
        document.addEventListener(
          'pointerdown',
          event => (clicked = event.timeStamp),
          { capture: true, once: true }
        );
        const observer = new MutationObserver(() => {
          if (document.querySelector('#trackside-panel [data-run-id]')) {
            observer.disconnect();
            const listed = performance.now();
            // The frame after the one that paints them.
            requestAnimationFrame(() =>
              requestAnimationFrame(() =>
                resolve({ ms: performance.now() - clicked, listed })
              )
            );
          }
        });
        observer.observe(document.body, { subtree: true, childList: true });
      })
  );
  await page.locator('.jp-SideBar [data-id=trackside-panel]').click();
  const { ms, listed } = await opening;
  return { ms, ...(await fetched(page, listed)) };
}

/** Scrolls the list from its beginning to its end; gives the lengths of the frames (ms). */
function scrollFrames(list: Locator): Promise<readonly number[]> {
  return list.evaluate(
    element =>
      new Promise<readonly number[]>(resolve => {
        const frames: number[] = [];
        const end = element.scrollHeight - element.clientHeight;
        let last = performance.now();
        const step = (now: number): void => {
          frames.push(now - last);
          last = now;
          if (frames.length > 120) {
            resolve(frames.slice(1));
          } else {
            element.scrollTop = (end * frames.length) / 120;
            requestAnimationFrame(step);
          }
        };
        requestAnimationFrame(step);
      })
  );
}

/** Times that the list is scrolled through: one could have been lucky. */
const ROUNDS = 5;

interface IScrolling {
  /** Lengths of all frames (ms), the shortest first. */
  readonly frames: readonly number[];
  /** What the page's main thread computed (ms): unlike frames that hardly depends on what else the machine does. */
  readonly computed: number;
}

/** Scrolls through the list again and again. */
async function scrollRounds(page: Page, list: Locator): Promise<IScrolling> {
  const [tab] = page.context().pages();
  if (!tab) {
    throw new Error('the page is closed');
  }
  const session = await page.context().newCDPSession(tab);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const computed = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(each => each.name === 'TaskDuration')?.value ?? NaN);
  };
  const before = await computed();
  const frames: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    frames.push(...(await scrollFrames(list)));
  }
  const after = await computed();
  await session.detach();
  return { frames: frames.sort((a, b) => a - b), computed: after - before };
}

for (const count of [1_000, 10_000]) {
  test(`${count} runs are listed and scrolled through`, async ({
    page,
    tmpPath
  }, info) => {
    const path = `${tmpPath}/many-${count}.ipynb`;
    await makeNotebook(page, path, [
      FILL,
      `fill(${count})`
    ]);
    const panel = await openPanel(page);
    await runCell(page, 0);
    await startCell(page, 1);
    await kernelIsIdle(page);
    await expect(panel.locator('.jp-Trackside-Count')).toContainText(
      (count + 1).toLocaleString('en')
    );
    while (await panel.locator('[data-action=load-more]').isVisible()) {
      await panel.locator('[data-action=load-more]').click();
      await expect(panel.locator('[data-action=load-more]')).not.toBeDisabled();
    }

    const opening = Math.round(await openingTime(page));
    const list = panel.locator('.jp-Trackside-List');
    const { frames, computed } = await scrollRounds(page, list);
    await expect(rows(panel).last()).toContainText('run-0');
    const worst = Math.round(frames[frames.length - 1] ?? NaN);
    const slow = frames.filter(frame => frame > 50).length;
    const each = (computed / frames.length).toFixed(1);
    const cold = await coldOpening(page, path);
    const words = `opened in ${opening} ms, in a new page in ${Math.round(cold.ms)} ms by ${cold.script} bytes of script and ${cold.style} of style sheets; frames: worst ${worst} ms, ${slow} of ${frames.length} over 50 ms, ${each} ms computed in each`;
    info.annotations.push({ type: 'large experiment', description: words });
    console.log(`${count} runs: ${words}`);
    // What whoever opens the panel waits for must not grow unnoticed.
    expect(cold.script).toBeLessThan(122_000);
  });
}
