/** What the stories share: a notebook in a real JupyterLab, and the panel beside it. */
import {
  expect,
  galata as helpers,
  test as galata,
  type IJupyterLabPageFixture
} from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Nothing is mocked: state and settings are the server's. */
export const test = galata.extend({
  // Experiments are called after their notebooks: another try must not find the runs of the last.
  tmpPath: async ({ tmpPath, request }, use, { retry, repeatEachIndex }) => {
    if (retry + repeatEachIndex > 0) {
      const folder = `${tmpPath}/${repeatEachIndex}-${retry}`;
      await helpers.newContentsHelper(request).createDirectory(folder);
      await use(folder);
    } else {
      await use(tmpPath);
    }
  }
});
test.use({ mockState: false, mockSettings: false });

export { expect };
export type Page = IJupyterLabPageFixture;

const EXAMPLES = resolve(__dirname, '../examples');

/** A notebook's cell: code, or markdown. */
export type Cell = string;

/** Opens the panel, if it is not open, and returns it. */
export async function openPanel(page: Page): Promise<Locator> {
  await page.sidebar.openTab('trackside-panel');
  const panel = page.locator('#trackside-panel');
  await expect(panel).toBeVisible();
  return panel;
}

/** Opens one of the examples from a copy in `folder`, its kernel ready. */
export async function openExample(
  page: Page,
  name: string,
  folder: string
): Promise<void> {
  const path = `${folder}/${name}`;
  await page.contents.uploadFile(resolve(EXAMPLES, name), path);
  await openNotebook(page, path);
}

/**
 * Takes a picture to be looked at. With TRACKSIDE_PICTURES set (`python3 scripts/dev.py pictures`)
 * it goes into the documentation, unless it tells of the machine that it was taken on.
 */
export async function picture(
  page: Page,
  name: string,
  { isPrivate = false } = {}
): Promise<void> {
  const isDocumented = process.env.TRACKSIDE_PICTURES && !isPrivate;
  const folder = isDocumented
    ? resolve(__dirname, '../docs/images')
    : resolve(__dirname, 'screenshots');
  // The pointer is where the last click was; what it hovers over is not of interest.
  await page.mouse.move(5, 5);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Lab's themes, by short names. */
export const THEMES = {
  light: 'JupyterLab Light',
  dark: 'JupyterLab Dark',
  'high-contrast': 'JupyterLab Dark High Contrast'
} as const;

/** Takes pictures of the panel alone: light and dark, as narrow as it gets and wider. */
export async function pictures(page: Page, name: string): Promise<void> {
  const panel = page.locator('#trackside-panel');
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, THEMES[theme]);
    for (const width of [320, 420]) {
      await setPanelWidth(page, width);
      await panel.screenshot({
        path: resolve(__dirname, `screenshots/${name}-${theme}-${width}.png`)
      });
    }
  }
  await setTheme(page, THEMES.light);
}

/** Takes pictures of a tab of the main area, light and dark. */
export async function tabPictures(
  page: Page,
  tab: Locator,
  name: string
): Promise<void> {
  for (const [theme, label] of Object.entries(THEMES)) {
    await setTheme(page, label);
    await tab.screenshot({
      path: resolve(__dirname, `screenshots/${name}-${theme}.png`)
    });
  }
  await setTheme(page, THEMES.light);
}

/**
 * Turns the lights on or off without a menu, which would take the focus from what is shown.
 *
 * Lab hides itself for a frame after that, which would take it as well: menus would close.
 */
export async function setTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(async name => {
    const focused = document.activeElement as HTMLElement | null;
    const swallow = (event: Event): void => event.stopImmediatePropagation();
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    window.addEventListener('blur', swallow, true);
    window.addEventListener('focusout', swallow, true);
    await window.jupyterapp.commands.execute('apputils:change-theme', {
      theme: name
    });
    while (document.body.dataset.jpThemeName !== name) {
      await frame();
    }
    await frame();
    // On a busy machine Lab shows itself again later than the next frame, and below its splash, which fades.
    while (
      !window.jupyterapp.shell.isVisible ||
      document.getElementById('jupyterlab-splash')
    ) {
      await frame();
    }
    await frame();
    focused?.focus({ preventScroll: true });
    window.removeEventListener('blur', swallow, true);
    window.removeEventListener('focusout', swallow, true);
  }, theme);
}

/** Moves the edge of the right side bar, without the mouse: it would take the focus away. */
async function setPanelWidth(page: Page, width: number): Promise<void> {
  const panel = page.locator('#trackside-panel');
  // Again until it holds: the shell may be laying itself out.
  await expect(async () => {
    await moveRightEdge(page, width);
    const { width: reached } = (await panel.boundingBox()) ?? { width: 0 };
    expect(reached).toBeLessThan(width + 20);
  }).toPass();
}

async function moveRightEdge(page: Page, width: number): Promise<void> {
  await page.evaluate(wanted => {
    const { shell } = window.jupyterapp as unknown as {
      shell: { _hsplitPanel: ISplit };
    };
    const split = shell._hsplitPanel;
    const sizes = split
      .relativeSizes()
      .map(size => size * split.node.offsetWidth);
    const others = sizes.slice(0, -2);
    const both = sizes.slice(-2).reduce((sum, size) => sum + size, 0);
    split.setRelativeSizes([...others, both - wanted, wanted]);
  }, width);
}

/** What the shell keeps to itself: left side, main area, right side. */
interface ISplit {
  readonly node: HTMLElement;
  relativeSizes(): number[];
  setRelativeSizes(sizes: number[]): void;
}

/** The number, from 0, of the first cell of an example that holds `text`. */
export function cellWith(name: string, text: string): number {
  const notebook = JSON.parse(
    readFileSync(resolve(EXAMPLES, name), 'utf8')
  ) as {
    cells: { source: string | string[] }[];
  };
  return notebook.cells.findIndex(({ source }) =>
    [source].flat().join('').includes(text)
  );
}

/** Makes a notebook with these code cells and opens it, its kernel ready. */
export async function makeNotebook(
  page: Page,
  path: string,
  cells: readonly Cell[]
): Promise<void> {
  const content = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: {
        name: 'python3',
        display_name: 'Python 3 (ipykernel)',
        language: 'python'
      },
      language_info: { name: 'python' }
    },
    cells: cells.map((source, index) => ({
      id: `cell-${index}`,
      cell_type: 'code',
      source,
      metadata: {},
      outputs: [],
      execution_count: null
    }))
  };
  await page.contents.uploadContent(JSON.stringify(content), 'text', path);
  await openNotebook(page, path);
}

async function openNotebook(page: Page, path: string): Promise<void> {
  await page.notebook.openByPath(path);
  await page.notebook.activate(path);
  await kernelIsIdle(page);
}

/** The status bar is right about the kernel where the notebook's toolbar is early. */
export async function kernelIsIdle(page: Page): Promise<void> {
  await expect(page.locator('#jp-main-statusbar')).toContainText('| Idle');
}

/**
 * Waits until Lab sends its workspace, with a text in it, to the server; to be called before what
 * changes it. Lab waits for a pause in what the user does: a page that is loaded anew comes too early.
 */
export async function workspaceSaved(
  page: Page,
  ...texts: readonly RegExp[]
): Promise<void> {
  await page.waitForResponse(response => {
    const sent = response.request().postData() ?? '';
    return (
      response.url().includes('/api/workspaces') &&
      texts.every(text => text.test(sent))
    );
  });
}

/** Loads the page anew and waits for the application, not for a launcher: there may be none. */
export async function reloadPage(page: Page): Promise<void> {
  // The fixture's type tells of Playwright's `reload` only, and Galata has its own.
  const galataPage = page as unknown as {
    reload(options: { waitForIsReady: boolean }): Promise<unknown>;
  };
  await galataPage.reload({ waitForIsReady: false });
}

/** Loads the page anew, and opens the notebook and the panel beside it again. */
export async function reload(page: Page, path: string): Promise<void> {
  await reloadPage(page);
  await page.evaluate(async name => {
    await window.jupyterapp.restored;
    await window.jupyterapp.commands.execute('docmanager:open', { path: name });
  }, path);
  await openPanel(page);
}

/** Runs every cell by the menu and returns at once. */
export async function runAll(page: Page): Promise<void> {
  await page.menu.clickMenuItem('Run>Run All Cells');
}

/** Runs one cell, by its number from 0, and waits for it to end. */
export async function runCell(page: Page, index: number): Promise<void> {
  await page.notebook.runCell(index, true);
}

/** Starts a cell and returns at once. */
export async function startCell(page: Page, index: number): Promise<void> {
  await page.notebook.selectCells(index);
  await page.keyboard.press('Control+Enter');
}

/** The rows of the run list, as they stand. */
export function rows(panel: Locator): Locator {
  return panel.locator('[role="treegrid"] [data-run-id]');
}

/** The row of the run called `name`. */
export function row(panel: Locator, name: string): Locator {
  return rows(panel).filter({ hasText: name });
}

/** The experiment that the panel shows. */
export function experiment(panel: Locator): Locator {
  return panel.locator('[data-experiment]').first();
}
