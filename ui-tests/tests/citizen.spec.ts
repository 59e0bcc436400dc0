/** What JupyterLab asks of every extension: commands that say what they take, motion only where it is welcome. */
import {
  expect,
  makeNotebook,
  openPanel,
  startCell,
  test
} from '../lab';

const LOG = `import time, trackside
with trackside.start_run(run_name="calm"):
    trackside.log_metric("loss", 0.5)
    time.sleep(60)`;

test('every command has a name and says what it takes', async ({ page }) => {
  const commands = await page.evaluate(async () => {
    const { commands: all } = window.jupyterapp;
    const ids = all.listCommands().filter(id => id.startsWith('trackside:'));
    return Promise.all(
      ids.map(async id => {
        const { args } = await all.describedBy(id);
        return { id, label: all.label(id), type: args?.type };
      })
    );
  });
  expect(commands.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'trackside:open',
      'trackside:experiments',
      'trackside:compare'
    ])
  );
  expect(commands.filter(({ label }) => label === '')).toEqual([]);
  expect(commands.filter(({ type }) => type !== 'object')).toEqual([]);
});

test('nothing moves for who has asked for less motion', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/calm.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await startCell(page, 0);
  const moving = (): Promise<number> =>
    panel.evaluate(
      node =>
        node
          .getAnimations({ subtree: true })
          .filter(each => each.playState === 'running').length
    );
  await expect(panel.locator('.jp-Trackside-LiveDot')).toBeVisible();
  await expect.poll(moving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(moving).toBe(0);
});
