/** The main story by the keyboard alone: no pointer moves after the notebook has run. */
import type { Locator } from '@playwright/test';
import {
  expect,
  makeNotebook,
  row,
  rows,
  runCell,
  test,
  type Page
} from '../lab';
import { noteProblems } from '../problems';

const LOG = `import trackside
from sklearn.linear_model import LinearRegression

for number in range(3):
    with trackside.start_run(run_name=f"patient-crane-{number}"):
        trackside.log_param("lr", number)
        for step in range(10):
            trackside.log_metric("loss", 1 / (step + 1 + number), step=step)
        model = LinearRegression().fit([[1.0], [2.0]], [1.0, 2.0])
        trackside.sklearn.log_model(model, name="model")`;

/** Presses Tab until the focus is on `target`; fails where it would never come. */
async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab'
): Promise<void> {
  const isFocused = (): Promise<boolean> =>
    target.evaluate(node => node === document.activeElement);
  for (let presses = 0; presses < 60; presses += 1) {
    if (await isFocused()) {
      return;
    }
    await page.keyboard.press(key);
  }
  await expect(target, 'not reached by Tab').toBeFocused();
}

/** What has the focus shows it. */
async function expectVisibleFocus(target: Locator): Promise<void> {
  const outline = await target.evaluate(
    node => getComputedStyle(node).outlineStyle
  );
  expect(outline).not.toBe('none');
}

test('from the palette to a registered model without a pointer', async ({
  page,
  tmpPath
}) => {
  const problems = noteProblems(page);
  await makeNotebook(page, `${tmpPath}/cranes.ipynb`, [LOG]);
  await runCell(page, 0);
  const panel = page.locator('#trackside-panel');

  await test.step('the palette opens the panel, with the focus in it', async () => {
    await page.sidebar.close('right');
    await expect(panel).toBeHidden();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+C');
    await page.keyboard.type('Show Trackside');
    await page.keyboard.press('Enter');
    await expect(rows(panel)).toHaveCount(3);
    await expect(panel.locator(':focus')).toHaveCount(1);
  });

  await test.step('Tab leads to the list, arrows to a run', async () => {
    await tabTo(page, rows(panel).first());
    await page.keyboard.press('ArrowDown');
    await expect(row(panel, 'patient-crane-1')).toBeFocused();
    await expectVisibleFocus(row(panel, 'patient-crane-1'));
    await page.keyboard.press('Enter');
    await expect(
      panel.locator('.jp-Trackside-Detail [data-param=lr]')
    ).toBeVisible();
    await expect(panel.locator(':focus')).toHaveCount(1);
  });

  await test.step('its metrics', async () => {
    const overview = panel.getByRole('tab', { name: 'Overview' });
    await tabTo(page, overview);
    await expectVisibleFocus(overview);
    await page.keyboard.press('ArrowRight');
    await expect(panel.getByRole('tab', { name: 'Metrics' })).toBeFocused();
    await tabTo(page, panel.getByRole('button', { name: 'loss' }).first());
    await page.keyboard.press('Enter');
    await expect(panel.locator('.scatterlayer .trace')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(row(panel, 'patient-crane-1')).toBeFocused();
  });

  await test.step('two eyes, and the comparison', async () => {
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await page.keyboard.press('c');
    const compare = page.locator('[data-view=compare]');
    await expect(compare.locator('[data-legend]')).toHaveCount(2);
    await tabTo(page, compare.getByRole('tab', { name: 'Charts' }));
    await page.keyboard.press('ArrowRight');
    await expect(
      compare.locator('[role=tab][aria-selected=true]')
    ).not.toHaveText('Charts');
  });

  await test.step('back, to the models and to registering one', async () => {
    await page.keyboard.press('Control+Shift+C');
    await page.keyboard.type('Show Trackside');
    await page.keyboard.press('Enter');
    await expect(panel.locator(':focus')).toHaveCount(1);
    const runs = panel.getByRole('tab', { name: 'Runs' });
    await tabTo(page, runs, 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await expect(panel.getByRole('tab', { name: 'Models' })).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(runs).toBeFocused();
    await tabTo(page, rows(panel).first());
    await page.keyboard.press('Enter');
    const register = panel.locator('[data-action=register]');
    await tabTo(page, register);
    await page.keyboard.press('Enter');
    const dialog = panel.getByRole('dialog');
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(register).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('cranes');
    await page.keyboard.press('Enter');
    await expect(
      panel.locator('[data-model-version="cranes/1"]')
    ).toBeVisible();
    await expect(panel.locator(':focus')).toHaveCount(1);
  });
  expect(problems).toEqual([]);
});
