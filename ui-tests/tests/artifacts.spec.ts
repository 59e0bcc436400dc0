/** What a run left behind: looked at, loaded into the notebook, downloaded, deleted. */
import type { Locator } from '@playwright/test';
import { statSync } from 'node:fs';

import { violations } from '../accessibility';
import {
  expect,
  makeNotebook,
  openPanel,
  type Page,
  pictures,
  reloadPage,
  row,
  runCell,
  tabPictures,
  test,
  workspaceSaved
} from '../lab';
import { noteProblems } from '../problems';

/** Logs one of everything. */
const LOG = `
import io, json, math, struct, wave
import numpy as np, pandas as pd, plotly.express as px, trackside
from matplotlib.figure import Figure

def tone(path):
    with wave.open(path, "wb") as file:
        file.setnchannels(1); file.setsampwidth(2); file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 5))) for i in range(8000)))

notebook = {
    "nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"file_extension": ".py"}},
    "cells": [
        {"cell_type": "markdown", "source": "## What came *out*"},
        {"cell_type": "code", "source": "print(6 * 7)", "execution_count": 1, "metadata": {}, "outputs": [
            {"output_type": "stream", "name": "stdout", "text": ["42\\n"]},
            {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<b class='mine'>bold</b><script>window.hurt = 1</script>"}},
        ]},
    ],
}
page = """<h1>Report</h1><p id=out></p><script>
let cookie; try { cookie = document.cookie } catch (error) { cookie = error.name }
let around; try { around = parent.document.title } catch (error) { around = error.name }
document.getElementById("out").textContent = ["drawn by a script", cookie, around].join(", ")
</script>"""
svg = "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='60'><script>window.top.hurt = 1</script><rect width='120' height='60' fill='teal'/></svg>"
frame = pd.DataFrame({"row": range(450), "word": [f"word {i}" for i in range(450)], "half": [i / 2 for i in range(450)]})

with trackside.start_run(run_name="everything") as run:
    frame.to_parquet("rows.parquet"); trackside.log_artifact("rows.parquet", "tables")
    frame.to_feather("rows.feather"); trackside.log_artifact("rows.feather", "tables")
    frame.to_csv("rows.csv", index=False); trackside.log_artifact("rows.csv", "tables")
    trackside.log_table({"question": ["why?"], "answer": ["because"]}, "tables/qa.json")
    trackside.log_text(page, "report.html")
    trackside.log_text(svg, "drawing.svg")
    trackside.log_text("# Notes\\n\\nSome *words*.\\n", "notes.md")
    trackside.log_text("def double(x):\\n    return 2 * x  # twice\\n", "train.py")
    trackside.log_text(json.dumps(notebook), "run.ipynb")
    trackside.log_text(px.box(pd.DataFrame({"group": list("aabb"), "value": [1, 2, 3, 5]}), x="group", y="value").to_json(), "figure.json")
    trackside.log_figure(Figure(figsize=(3, 2)), "paper.pdf")
    trackside.log_dict({"type": "FeatureCollection", "features": []}, "places.geojson")
    tone("tone.wav"); trackside.log_artifact("tone.wav")
    trackside.log_dict({"lr": 0.1}, "config.json")
`.trim();

const TRAIN = `
import pandas as pd, trackside
from sklearn.linear_model import LinearRegression

data = pd.DataFrame({"rooms": [1.0, 2.0, 3.0]})
with trackside.start_run(run_name="a model"):
    model = LinearRegression().fit(data, [100.0, 150.0, 230.0])
    # Among the files of the run, as MLflow 2 has it, and beside it, as MLflow 3 has it.
    trackside.sklearn.save_model(model, "saved", input_example=data.head(2))
    trackside.log_artifacts("saved", "model")
    trackside.sklearn.log_model(model, name="third", input_example=data.head(2))
`.trim();

/** Logs a file that is new, and one that was there, while somebody looks. */
const LATER = `
client = trackside.MlflowClient()
client.log_text(run.info.run_id, "came later", "tables/late.txt")
client.log_text(run.info.run_id, "# Notes\\n\\nWritten *again*, and longer.\\n", "notes.md")
`.trim();

/** Runs the first cell of a new notebook, and opens the artifacts of a run of it. */
async function openArtifacts(
  page: Page,
  path: string,
  cell: string,
  run: string,
  further = ''
): Promise<Locator> {
  await makeNotebook(page, path, [cell, further]);
  const panel = await openPanel(page);
  await runCell(page, 0);
  await row(panel, run).click();
  await panel.locator('[data-tab=artifacts]').click();
  await expect(panel.locator('[role=treeitem]').first()).toBeVisible();
  return panel;
}

/** Chooses a file or folder of the tree, and returns what is shown of it. */
async function look(
  panel: Locator,
  path: string,
  kind: string
): Promise<Locator> {
  await panel.locator(`[data-artifact="${path}"]`).click();
  const preview = panel.locator(`[data-preview="${path}"][data-kind=${kind}]`);
  await expect(preview).toBeVisible();
  return preview;
}

test('every kind of file is shown as what it is', async ({ page, tmpPath }) => {
  const problems = noteProblems(page);
  const path = `${tmpPath}/everything.ipynb`;
  const panel = await openArtifacts(page, path, LOG, 'everything');

  await test.step('tables, page by page', async () => {
    await look(panel, 'tables', 'folder');
    for (const name of ['tables/rows.parquet', 'tables/rows.feather', 'tables/rows.csv']) {
      const table = await look(panel, name, 'table');
      await expect(table.locator('[data-rows="0-200"]')).toBeVisible();
      await table.locator('[data-action=next-rows]').click();
      await expect(table.locator('[data-rows="200-400"]')).toBeVisible();
      await expect(table).toContainText('word 399');
      await table.locator('[data-action=last-rows]').click();
      await expect(table.locator('[data-rows="400-450"]')).toBeVisible();
    }
    await pictures(page, 'artifact-table');
    await expect(await look(panel, 'tables/qa.json', 'table')).toContainText('because');
  });

  await test.step('a page runs its scripts and reaches nothing', async () => {
    const report = await look(panel, 'report.html', 'page');
    const frame = report.frameLocator('iframe');
    await expect(frame.locator('#out')).toHaveText(
      'drawn by a script, SecurityError, SecurityError'
    );
    await pictures(page, 'artifact-page');
  });

  await test.step('a PDF is the viewer’s, and downloaded where there is none', async () => {
    const paper = await look(panel, 'paper.pdf', 'pdf');
    const hasViewer = await page.evaluate(() => navigator.pdfViewerEnabled);
    await expect(
      paper.locator(hasViewer ? 'object[data^="blob:"]' : 'p:has-text("shows no PDF")')
    ).toBeVisible();
    await pictures(page, 'artifact-pdf');
    await expect(await look(panel, 'places.geojson', 'json')).toContainText('FeatureCollection');
  });

  await test.step('an image of SVG runs none', async () => {
    const image = (await look(panel, 'drawing.svg', 'image')).locator('img');
    await expect
      .poll(() => image.evaluate(node => (node as HTMLImageElement).naturalWidth))
      .toBe(120);
  });

  await test.step('texts and code', async () => {
    const notes = await look(panel, 'notes.md', 'text');
    await expect(notes.locator('em')).toHaveText('words');
    await notes.locator('[data-action=markdown-source]').click();
    await expect(notes).toContainText('# Notes');
    const code = await look(panel, 'train.py', 'text');
    await expect(code.locator('pre span').first()).toBeVisible();
    await pictures(page, 'artifact-code');
  });

  await test.step('a notebook, untrusted', async () => {
    const shown = await look(panel, 'run.ipynb', 'notebook');
    await expect(shown.locator('h2')).toContainText('What came out');
    await expect(shown.locator('.jp-Trackside-Output pre')).toHaveText('42');
    await expect(shown.locator('b.mine, b')).toHaveText('bold');
    await pictures(page, 'artifact-notebook');
  });

  await test.step('a figure of any kind of trace', async () => {
    const figure = await look(panel, 'figure.json', 'figure');
    await expect(figure.locator('.boxlayer .trace.boxes path.box').first()).toBeVisible();
    await pictures(page, 'artifact-figure');
  });

  await test.step('a sound', async () => {
    const sound = (await look(panel, 'tone.wav', 'audio')).locator('audio');
    await expect
      .poll(() => sound.evaluate(node => (node as HTMLAudioElement).duration))
      .toBe(1);
    await pictures(page, 'artifact-sound');
  });

  expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
  expect(problems).toEqual([]);
});

test('the tree is walked by keys and follows what is logged; a file is loaded by a cell, copied, opened in a tab, downloaded, deleted', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/actions.ipynb`;
  const panel = await openArtifacts(page, path, LOG, 'everything', LATER);
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const item = (name: string): Locator =>
    panel.locator(`[data-artifact="${name}"]`);

  await test.step('arrows move, fold and unfold, letters seek, Enter shows', async () => {
    await panel.locator('[data-action=refresh-artifacts]').focus();
    await press('Tab');
    await expect(item('tables')).toBeFocused();
    await press('ArrowRight');
    await expect(item('tables/rows.csv')).toBeVisible();
    await press('ArrowRight');
    await expect(item('tables/qa.json')).toBeFocused();
    await press('ArrowLeft');
    await expect(item('tables')).toBeFocused();
    await press('n');
    await expect(item('notes.md')).toBeFocused();
    await press('Enter');
    await expect(panel.locator('[data-preview="notes.md"] em')).toHaveText(
      'words'
    );
    await expect(item('notes.md')).toBeFocused();
    await pictures(page, 'artifact-tree');
    expect(await violations(page, 'the artifact tree by keyboard')).toEqual([]);
  });

  await test.step('what is logged meanwhile comes by itself', async () => {
    await runCell(page, 1);
    await expect(item('tables/late.txt')).toBeVisible();
    await expect(panel.locator('[data-preview="notes.md"] em')).toHaveText(
      'again'
    );
  });

  const table = await look(panel, 'tables/rows.parquet', 'table');

  await test.step('the cell runs', async () => {
    await page.notebook.selectCells(1);
    await table.locator('[data-action=load-in-notebook]').click();
    await expect(page.locator('.jp-Notebook')).toContainText('pd.read_parquet(');
    await runCell(page, 2);
    const output = page.locator('.jp-Notebook .jp-OutputArea-output').last();
    await expect(output).toContainText('450 rows');
  });

  await test.step('the path is copied', async () => {
    await table.locator('[data-action=copy-path]').click();
    await expect(page.locator('.Toastify')).toContainText('/tables/rows.parquet was copied');
  });

  const tab = page.locator('[data-view=artifact]');
  await test.step('a tab has more room', async () => {
    const saved = workspaceSaved(page, /trackside-artifact:[^"]*rows\.parquet/);
    await table.locator('[data-action=open-artifact]').click();
    await expect(tab.locator('[data-rows="0-200"]')).toBeVisible();
    await saved;
    await expect(page.locator('.lm-TabBar-tabLabel', { hasText: 'rows.parquet' })).toBeVisible();
    await tabPictures(page, tab, 'artifact-tab');
    // Again: it is the same tab.
    await table.locator('[data-action=open-artifact]').click();
    await expect(tab).toHaveCount(1);
  });

  await test.step('a folder comes as a zip', async () => {
    const folder = panel.locator('[data-artifact=tables]');
    await folder.click();
    await expect(folder).toHaveAttribute('aria-expanded', 'false');
    const shown = await look(panel, 'tables', 'folder');
    const coming = page.waitForEvent('download');
    await shown.locator('[data-action=download]').click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('tables.zip');
    expect(statSync(await download.path()).size).toBeGreaterThan(1000);
  });

  await test.step('what is deleted is gone', async () => {
    const config = await look(panel, 'config.json', 'json');
    await config.locator('[data-action=delete-artifact]').click();
    await expect(config.getByRole('alertdialog')).toContainText('cannot be undone');
    await pictures(page, 'artifact-delete');
    expect(await violations(page, 'deleting an artifact')).toEqual([]);
    await config.locator('[data-action=delete-artifact-confirmed]').click();
    await expect(panel.locator('[data-artifact="config.json"]')).toHaveCount(0);
    await expect(config).toHaveCount(0);
    await expect(panel.locator('[data-artifact="notes.md"]')).toBeVisible();
  });

  await test.step('the tab is there again after a reload', async () => {
    await reloadPage(page);
    await expect(tab.locator('[data-rows="0-200"]')).toBeVisible();
  });
});

test('a model shows its card, and one of MLflow 3 stands beside the files', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/model.ipynb`;
  const panel = await openArtifacts(page, path, TRAIN, 'a model');

  const card = await look(panel, 'model', 'model');
  await expect(card.locator('[data-signature=inputs]')).toContainText('rooms');
  await expect(card.locator('[data-section=requirements]')).toContainText('scikit-learn');
  await expect(card.locator('[data-section=use]')).toContainText('load_model');
  await pictures(page, 'artifact-model');
  expect(await violations(page, 'a model among the artifacts')).toEqual([]);

  await panel.locator('[data-artifact=third]').click();
  const logged = panel.locator('[data-preview=""][data-kind=model]');
  await expect(logged.locator('[data-signature=inputs]')).toContainText('rooms');
  await expect(
    panel.locator('[data-artifact=MLmodel][data-model-id]')
  ).toBeVisible();
  await pictures(page, 'artifact-logged-model');

  await page.notebook.selectCells(1);
  await logged.locator('[data-action=load-in-notebook]').click();
  await expect(page.locator('.jp-Notebook')).toContainText('models:/m-');
  await runCell(page, 1);
  await runCell(page, 2);
  const output = await page.notebook.getCellTextOutput(2);
  expect(output?.join('')).toContain('array([');
});
