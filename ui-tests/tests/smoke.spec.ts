import { expect, test } from '@jupyterlab/galata';
test.use({ autoGoto: true });
test('smoke', async ({ page }) => {
  await page.screenshot({ path: 'screenshots/smoke.png' });
  expect(await page.title()).toContain('Jupyter');
});
