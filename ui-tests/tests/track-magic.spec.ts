/** `%%track`: a cell is a run. */
import { expect, makeNotebook, openPanel, picture, row, runCell, test } from '../lab';

test('a tracked cell becomes a run with what it assigned', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/tracked.ipynb`, [
    '%load_ext trackside',
    `%%track gala --tag kind=red
depth = 3
loss = 1 / (depth + 1)`
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await runCell(page, 1);

  await expect(row(panel, 'gala')).toHaveAttribute('data-status', 'FINISHED');
  const card = page.locator('.jp-OutputArea-output').filter({ hasText: 'gala' });
  await expect(card).toContainText('loss');
  await picture(page, 'track-card');
  await row(panel, 'gala').click();
  await expect(panel.locator('[data-metric="loss"]').first()).toContainText('0.25');
  await expect(panel).toContainText('depth');
});

test('a tracked cell that fails ends its run as FAILED and shows why', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/failing.ipynb`, [
    '%load_ext trackside',
    `%%track broken
share = 1 / 0`,
    'print("still alive")'
  ]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await runCell(page, 1);
  await expect(row(panel, 'broken')).toHaveAttribute('data-status', 'FAILED');
  await expect(
    page.locator('[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]').filter({ hasText: 'ZeroDivisionError' })
  ).toHaveCount(1);
  await runCell(page, 2);
  await expect(page.getByText('still alive').last()).toBeVisible();
});
