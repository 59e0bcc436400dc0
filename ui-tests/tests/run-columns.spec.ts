/** Columns with a statistic, stars, a baseline and sparklines: which run was best, and by how much. */
import {
  expect,
  makeNotebook,
  openPanel,
  pictures,
  reload,
  row,
  rows,
  runCell,
  startCell,
  test,
  workspaceSaved
} from '../lab';

const LOG = `import math, time, trackside
for number in range(6):
    with trackside.start_run(run_name=f"sound-cow-{number}") as run:
        trackside.log_params({"lr": 10.0 ** -number, "units": 64 + 32 * (number % 3), "seed": 0})
        trackside.set_tag("team", ["apples", "pears"][number % 2])
        for step in range(120):
            trackside.log_metric("val_loss", math.exp(-step / 40) + abs(step - 60 - 10 * number) / 200, step=step)
            trackside.log_metric("accuracy", 1 - math.exp(-step / (20 + 5 * number)), step=step)`;
const LIVE = `with trackside.start_run(run_name="live"):
    for step in range(400):
        trackside.log_metric("val_loss", 1 / (1 + step / 50), step=step)
        time.sleep(0.05)`;
const READ = `experiment = trackside.get_experiment(trackside.search_runs(output_format="list")[0].info.experiment_id)
print(len(trackside.search_runs(filter_string="tags.trackside.star = 'true'", output_format="list")), experiment.tags["trackside.baseline"])`;

test('the best run is found, starred, and compared to', async ({
  page,
  tmpPath
}) => {
  await makeNotebook(page, `${tmpPath}/columns.ipynb`, [LOG, READ, LIVE]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await expect(rows(panel)).toHaveCount(6);
  await expect(panel.locator('.jp-Trackside-Sparkline')).toHaveCount(6);

  await panel.getByRole('button', { name: 'Columns', exact: true }).click();
  await panel.locator('[data-statistic="val_loss"]').selectOption('best');
  await panel.locator('[data-column-choice="accuracy"]').check();
  await panel.locator('[data-column-choice="team"]').check();
  await panel.locator('[data-column-choice="duration"]').check();
  const order = panel.locator('[data-shown-column]');
  await expect(order.nth(2)).toContainText('team');
  await order.nth(2).dragTo(order.nth(1));
  await expect(order.nth(1)).toContainText('team');
  await panel.getByTitle('Move Duration up').focus();
  await page.keyboard.press('Enter');
  await expect(order.nth(2)).toContainText('Duration');
  await pictures(page, 'columns-order');
  await page.keyboard.press('Escape');
  const team = panel.locator('[data-column="tag:team"]');
  await team.getByRole('button').click();
  await expect(team).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows(panel).nth(2)).toContainText('apples');
  await expect(rows(panel).nth(3)).toContainText('pears');

  const nameEdge = panel.getByRole('separator', { name: 'Width of Run' });
  await nameEdge.dblclick();
  const name = rows(panel).first().locator('.jp-Trackside-Row-name > span');
  await expect
    .poll(() => name.evaluate(span => span.scrollWidth - span.clientWidth))
    .toBe(0);
  const teamEdge = panel.getByRole('separator', { name: 'Width of Tag team' });
  await teamEdge.focus();
  await page.keyboard.press('ArrowRight');
  await expect(teamEdge).toHaveAttribute('aria-valuenow', '80');
  await panel
    .locator('.jp-Trackside-List')
    .evaluate(list => list.scrollTo(90, 0));
  await expect(name).toBeInViewport({ ratio: 1 });
  await pictures(page, 'columns-facts');
  await teamEdge.hover();
  const { x = 0, y = 0 } = (await teamEdge.boundingBox()) ?? {};
  await page.mouse.down();
  await page.mouse.move(x - 26, y + 8);
  await page.mouse.up();
  await expect(teamEdge).toHaveAttribute('aria-valuenow', '50');

  await panel.getByRole('button', { name: 'Columns', exact: true }).click();
  const grouping = panel.locator('[data-action=group-by]');
  await grouping.selectOption('tag:team');
  await page.keyboard.press('Escape');
  const apples = panel.locator('[data-group=apples]');
  await expect(apples).toContainText('3 runs');
  await panel.getByRole('button', { name: 'Compare team apples' }).click();
  await expect(panel.locator('[data-action=compare]')).toHaveText(
    'Compare (3)'
  );
  await panel.locator('[data-group=pears]').click();
  await expect(rows(panel)).toHaveCount(3);
  await pictures(page, 'columns-groups');
  await panel.locator('[data-action=clear-selection]').click();
  await panel.getByRole('button', { name: 'Columns', exact: true }).click();
  await grouping.selectOption('');
  await page.keyboard.press('Escape');
  await expect(rows(panel)).toHaveCount(6);

  const header = panel.locator('[data-column="metric:val_loss"]');
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  const best = rows(panel).first();
  await expect(best).toContainText('sound-cow-5');

  await best.hover();
  await best.getByRole('button', { name: /^Star/ }).click();
  await expect(panel.locator('[data-facet=starred]')).toHaveText('Starred 1');
  await row(panel, 'sound-cow-3').focus();
  await page.keyboard.press('s');
  await expect(panel.locator('[data-facet=starred]')).toHaveText('Starred 2');

  await best.click();
  await panel.locator('[data-action=baseline]').click();
  await expect(panel.locator('[data-action=baseline]')).toHaveAttribute(
    'aria-pressed',
    'true'
  );
  await panel.locator('[data-action=back]').click();
  await expect(panel.locator('[data-better=false]').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Compare sound-cow-5' }).click();
  const remembered = workspaceSaved(page);
  await panel.getByRole('button', { name: 'Compare sound-cow-4' }).click();
  await pictures(page, 'baseline');
  await runCell(page, 1);
  await expect(page.locator('.jp-Cell').nth(1)).toContainText(
    /^.*2 [0-9a-f]{32}/s
  );

  await startCell(page, 2);
  const live = row(panel, 'live').locator('.jp-Trackside-Sparkline');
  await expect(live).toBeVisible();
  const before = Number(await live.getAttribute('data-count'));
  await expect
    .poll(async () => Number(await live.getAttribute('data-count')))
    .toBeGreaterThan(before);
  expect(Number(await live.getAttribute('data-points'))).toBeLessThanOrEqual(
    32
  );

  await remembered;
  await reload(page, `${tmpPath}/columns.ipynb`);
  await expect(
    panel.locator('[data-column="metric:val_loss"]')
  ).toHaveAttribute('aria-sort', 'ascending');
  await expect(teamEdge).toHaveAttribute('aria-valuenow', '50');
  const headers = panel.locator('[data-column*=":"]');
  await expect(headers).toContainText([
    'val_loss',
    'team',
    'Duration',
    'accuracy'
  ]);
});
