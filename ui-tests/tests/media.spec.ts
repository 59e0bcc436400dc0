/** Images by step: looked through in a run, followed while it logs, set side by side. */
import type { Locator } from '@playwright/test';

import { violations } from '../accessibility';
import {
  expect,
  makeNotebook,
  openPanel,
  pictures,
  row,
  runCell,
  tabPictures,
  test
} from '../lab';
import { noteProblems } from '../problems';

/** Two runs with images of two keys; the second run goes on. */
const LOG = `
import numpy as np, trackside

def wave(step, phase, size=400):
    y, x = np.mgrid[0:size, 0:size] / size
    return np.stack([np.sin(step * x + phase) ** 2, y, np.cos(step * y) ** 2], axis=-1)

for phase, name in ((0, "calm"), (1, "wild")):
    with trackside.start_run(run_name=name) as run:
        for step in range(0, 21, 5 + phase):
            trackside.log_image(wave(step, phase), key="samples/wave", step=step)
        trackside.log_image(np.eye(8), key="filters", step=3)
`.trim();

const GO_ON = `
trackside.MlflowClient().log_image(run.info.run_id, wave(40, 1), key="samples/wave", step=40)
`.trim();

test('images by step are looked through, followed and compared', async ({
  page,
  tmpPath
}) => {
  const problems = noteProblems(page);
  await makeNotebook(page, `${tmpPath}/media.ipynb`, [LOG, GO_ON]);
  const panel = await openPanel(page);
  await runCell(page, 0);

  await row(panel, 'wild').click();
  await panel.locator('[data-tab=media]').click();
  const gallery = panel.locator('[data-media="samples/wave"]');
  const slider = gallery.locator('[data-control=step]');
  const image = gallery.locator('img');

  await test.step('a gallery for each key, small, at its last step', async () => {
    await expect(panel.locator('[data-media]')).toHaveCount(2);
    await expect(gallery.locator('[data-step="18"]')).toBeVisible();
    await expect.poll(() => widthOf(image)).toBe(256);
    await pictures(page, 'media-run');
    expect(await violations(page, 'images of a run')).toEqual([]);
  });

  await test.step('the arrow keys go from step to step', async () => {
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(gallery.locator('[data-step="12"]')).toBeVisible();
    await page.keyboard.press('Home');
    await expect(gallery.locator('[data-step="0"]')).toBeVisible();
  });

  await test.step('a click shows it in full', async () => {
    await gallery.locator('figure button').click();
    await expect.poll(() => widthOf(image)).toBe(400);
    await pictures(page, 'media-full');
  });

  await test.step('at the end of the slider new images come by themselves', async () => {
    await slider.focus();
    await page.keyboard.press('End');
    await expect(gallery.locator('[data-step="18"]')).toBeVisible();
    await runCell(page, 1);
    await expect(gallery.locator('[data-step="40"]')).toBeVisible();
  });

  await test.step('runs stand side by side, each at or before one step', async () => {
    await panel.locator('[data-action=back]').click();
    for (const name of ['calm', 'wild']) {
      await row(panel, name).locator('.jp-Trackside-Eye').click();
    }
    await panel.locator('[data-action=compare]').click();
    const tab = page.locator('[data-view=compare]');
    await tab.locator('[data-tab=media]').click();
    const steps = (): Promise<string[]> =>
      tab
        .locator('[data-media="samples/wave"] .jp-Trackside-Media-step')
        .allTextContents();
    await expect.poll(steps).toEqual(['Step 20', 'Step 40']);
    await tab.locator('[data-control=step]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(steps).toEqual(['Step 15', 'Step 18']);
    await expect
      .poll(() => widthOf(tab.locator('[data-media="samples/wave"] img').first()))
      .toBe(256);
    await tabPictures(page, tab, 'media-compare');
    expect(await violations(page, 'images side by side')).toEqual([]);
  });

  expect(problems).toEqual([]);
});

/** How many pixels an image has across, once it is loaded. */
function widthOf(image: Locator): Promise<number> {
  return image.evaluate(node => (node as HTMLImageElement).naturalWidth);
}
