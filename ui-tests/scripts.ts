/** How much of Trackside the page has fetched. */
import type { Page } from '@playwright/test';

/** Bytes, as they are without compression. */
export interface IFetched {
  /** All of it, with the container that JupyterLab's builder makes, but without the style sheets. */
  readonly script: number;
  /** Style sheets, which come as scripts, too. */
  readonly style: number;
}

/** What the page fetched of Trackside, up to a moment of its clock if one is given. */
export function fetched(page: Page, until = Infinity): Promise<IFetched> {
  return page.evaluate(async end => {
    const names = performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/trackside\/static\/.*\.js/.test(name))
      .filter(({ startTime }) => startTime <= end)
      .map(({ name }) => name);
    const sizes = { script: 0, style: 0 };
    for (const name of new Set(names)) {
      const text = await (await fetch(name)).text();
      const kind = text.includes('.jp-Trackside {') ? 'style' : 'script';
      sizes[kind] += new TextEncoder().encode(text).length;
    }
    return sizes;
  }, until);
}
