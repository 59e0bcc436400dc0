/** All experiments of the store in a tab: found, looked into, renamed, described, binned and restored. */
import {
  expect,
  experiment,
  makeNotebook,
  openPanel,
  type Page,
  pictures,
  reloadPage,
  row,
  rows,
  runCell,
  tabPictures,
  test,
  workspaceSaved
} from '../lab';

const LOG = `import trackside
client = trackside.Client()
for name, count in (("story/apples", 3), ("story/pears", 2), ("story/plums", 0)):
    # What an earlier try of the story left steps aside.
    if found := client.get_experiment_by_name(name):
        client.rename_experiment(found.experiment_id, f"earlier {found.experiment_id}")
    experiment_id = client.create_experiment(name)
    for number in range(count):
        with trackside.start_run(experiment_id=experiment_id, run_name=f"{name[6:]}-{number}"):
            trackside.log_param("lr", number / 10)
            trackside.log_metric("accuracy", 0.9 + number / 100)
with trackside.start_run(run_name="own"):
    trackside.log_metric("accuracy", 0.5)`;

async function undo(page: Page): Promise<void> {
  const toast = page.locator('.Toastify__toast').last();
  await toast.getByRole('button', { name: 'Undo' }).click();
}

test('the experiments of the store are browsed beside the panel, which stays where it is', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/here.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(row(panel, 'own')).toBeVisible();

  await experiment(panel).getByRole('button').click();
  await pictures(page, 'experiment-menu');
  await panel.locator('[data-action=all-experiments]').click();
  const tab = page.locator('#trackside-experiments');
  const list = tab.getByRole('navigation', { name: 'Experiments' });
  const entry = (name: string) =>
    list.locator('button[data-experiment-id]').filter({ hasText: name });
  await expect(row(tab, 'own')).toBeVisible();
  await expect(list.locator('button[data-experiment-id]').first()).toContainText(
    'here'
  );

  // Found by its name, and reached by the keyboard.
  await list.getByRole('searchbox').fill('STORY/');
  await expect(list.locator('button[data-experiment-id]')).toHaveCount(3);
  await expect(entry('apples').locator('[data-run-count]')).toHaveText('3 runs');
  await list.getByRole('searchbox').press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(tab.locator('[data-empty=no-runs]')).toContainText('set_experiment');
  await entry('apples').click();
  await expect(rows(tab)).toHaveCount(3);

  // The list is the panel's own, and the panel's is left alone.
  await tab.getByRole('combobox').first().fill('metrics.accuracy > 0.905');
  await page.keyboard.press('Enter');
  await expect(rows(tab)).toHaveCount(2);
  await tab.getByRole('button', { name: /^Remove the condition/ }).click();
  await row(tab, 'apples-1').click();
  await expect(tab.getByRole('tab', { name: 'Overview' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows(tab)).toHaveCount(3);
  await expect(rows(panel)).toHaveCount(1);

  // Runs of several experiments in one list, which says whose they are.
  const remembered = workspaceSaved(page, /"experimentIds":\["\w+","/);
  await list.getByLabel('Show the runs of story/pears as well').check();
  await expect(rows(tab)).toHaveCount(5);
  await expect(row(tab, 'pears-1')).toContainText('story/pears');
  await expect(tab.locator('[data-header=several]')).toContainText('2 experiments');
  await tab.getByRole('button', { name: 'accuracy' }).click();
  await expect(rows(tab).first()).toContainText('apples-2');
  await tabPictures(page, tab, 'experiments-several');
  await remembered;
  await reloadPage(page);
  await expect(rows(tab)).toHaveCount(5);
  await tab.getByRole('button', { name: 'Leave out the runs of story/pears' }).click();
  await expect(rows(tab)).toHaveCount(3);
  await list.getByRole('searchbox').fill('story/');

  // A name and a note.
  await tab.locator('[data-action=edit-description]').click();
  await tab.getByRole('textbox', { name: /^Description of/ }).fill('Which **apples** are *ripe*?');
  await page.keyboard.press('Control+Enter');
  await expect(tab.locator('.jp-Trackside-Note strong')).toHaveText('apples');
  await tab.locator('[data-header] [data-action=rename]').click();
  await tab.getByLabel('Name of the experiment').fill('story/ripe apples');
  await page.keyboard.press('Enter');
  await expect(entry('ripe apples')).toBeVisible();
  await tabPictures(page, tab, 'experiments');

  // Into the bin and out again, by undo and later.
  await tab.locator('[data-action=delete-experiment]').click();
  await expect(entry('ripe apples')).toHaveCount(0);
  await undo(page);
  await expect(entry('ripe apples')).toBeVisible();
  await expect(rows(tab)).toHaveCount(3);
  await tab.locator('[data-action=delete-experiment]').click();
  await expect(entry('ripe apples')).toHaveCount(0);
  await list.getByRole('button', { name: 'Deleted' }).click();
  await expect(entry('ripe apples')).toContainText('3 runs');
  await tabPictures(page, tab, 'experiments-bin');
  await tab.locator('[data-action=restore-experiment]').click();
  await expect(list.getByText('No deleted experiment')).toBeVisible();
  await expect(rows(tab)).toHaveCount(3);

  // The tab comes back with the page, at the same experiment.
  await reloadPage(page);
  await expect(row(tab, 'apples-2')).toBeVisible();
  await tab.locator('[data-action=rename]').click();
  await tab.getByLabel('Name of the experiment').fill('story/apples');
  await page.keyboard.press('Enter');
  await expect(entry('story/apples')).toBeVisible();
});

test('the panel’s menu renames and describes the experiment and leads to another', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/menu.ipynb`, [LOG]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(row(panel, 'own')).toBeVisible();

  await experiment(panel).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(panel.locator('[data-action=rename-experiment]')).toBeFocused();
  await page.keyboard.press('Enter');
  await panel.getByLabel('Name of the experiment').fill(`${tmpPath}/other name`);
  await page.keyboard.press('Enter');
  await expect(experiment(panel)).toContainText('other name');
  await expect(panel.locator('[data-action=rename-experiment]')).toBeFocused();

  await panel.locator('[data-action=describe-experiment]').click();
  await panel
    .getByLabel(/^Description of/)
    .fill('# Which apples keep longest?\n\nBaseline: **Boskoop**.');
  await page.keyboard.press('Control+Enter');
  await expect(panel.locator('[data-action=describe-experiment]')).toBeFocused();
  await page.keyboard.press('Escape');
  const note = panel.locator('[data-experiment-note]');
  await expect(note.locator('summary')).toHaveText('Which apples keep longest?');
  await note.locator('summary').click();
  await expect(note.locator('strong')).toHaveText('Boskoop');
  await pictures(page, 'experiment-note');
  await expect(panel.locator('[data-action=rename-experiment]')).toHaveCount(0);

  await experiment(panel).getByRole('button').click();
  await panel
    .locator('.jp-Trackside-MenuItem')
    .filter({ hasText: 'story/pears' })
    .click();
  await expect(row(panel, 'pears-0').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Back to notebook' }).click();
  await expect(row(panel, 'own')).toBeVisible();
});
