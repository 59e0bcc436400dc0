/** What axe, which knows the rules of WCAG, finds in what Trackside draws. */
import AxeBuilder from '@axe-core/playwright';
import { expect, setTheme, THEMES, type Page } from './lab';

/** What is ours in JupyterLab's page. */
const OURS = [
  '#trackside-panel',
  '[data-view="compare"]',
  '.jp-Trackside-StatusItem'
];

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Each violation in what is shown now, in every theme, as `state, theme: rule: element: why`. */
export async function violations(page: Page, state: string): Promise<string[]> {
  // All of Lab's body is placed absolutely, so that it has no height: axe takes what is in it for cut off.
  await page.addStyleTag({ content: 'body { height: 100vh }' });
  // What is drawn by code that is still to come is not there to be looked at.
  await expect(page.locator('.jp-Trackside-Loading')).toHaveCount(0);
  const found: string[] = [];
  for (const [theme, label] of Object.entries(THEMES)) {
    await setTheme(page, label);
    const axe = await aimed(page);
    // Themes differ in their colours alone.
    theme === 'light' ? axe.withTags(RULES) : axe.withRules('color-contrast');
    const results = await axe.analyze();
    // Axe looked, and at something.
    const contrast = results.passes.find(({ id }) => id === 'color-contrast');
    expect(contrast?.nodes.length).toBeGreaterThan(2);
    for (const { id, nodes } of results.violations) {
      for (const { html, failureSummary = '' } of nodes) {
        const why = failureSummary.replace(/\s+/g, ' ');
        found.push(`${state}, ${theme}: ${id}: ${html.slice(0, 200)}: ${why}`);
      }
    }
  }
  await setTheme(page, THEMES.light);
  return found;
}

async function aimed(page: Page): Promise<AxeBuilder> {
  // The legacy mode does without a page of its own, which frames of other origins need.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  for (const selector of OURS) {
    if (await page.locator(selector).count()) {
      axe.include(selector);
    }
  }
  return axe;
}
