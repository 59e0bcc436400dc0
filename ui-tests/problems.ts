/** What goes wrong in the page by our own code. */
import type { Page } from './lab';

/** Where the bundles of Trackside and of the examples come from. */
const OURS = /\/extensions\/trackside/;

/** Notes errors from now on; a story ends by expecting that there were none. */
export function noteProblems(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', error => {
    if (OURS.test(error.stack ?? '')) {
      problems.push(String(error));
    }
  });
  page.on('console', message => {
    if (message.type() === 'error' && OURS.test(message.location().url)) {
      problems.push(message.text());
    }
  });
  return problems;
}
