/** A link from a message, opened by somebody who is not logged in, on a server below a base URL. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

import { type IOwnServer, startJupyter } from '../ownserver';

const TOKEN = 'the-token';
const RUN_ID = '0123456789abcdef0123456789abcdef';

let server: IOwnServer;

test.beforeAll(async () => {
  server = await startJupyter('lab', {
    root: mkdtempSync(join(tmpdir(), 'trackside-ui-')),
    baseUrl: '/hub/ana/',
    token: TOKEN
  });
});

test.afterAll(() => {
  server.stop();
});

test('the link leads to the login, and from there to the run', async ({
  browser
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/trackside/#/experiments/0/runs/${RUN_ID}`);

  await page.locator('input[name="password"]').first().fill(TOKEN);
  await page.locator('#login_submit').first().click();

  const empty = page.locator('[data-empty="no-such-run"]');
  await expect(empty).toContainText(RUN_ID);
  expect(new URL(page.url()).pathname).toBe('/hub/ana/lab');
  expect(new URL(page.url()).search).toBe('');
  await context.close();
});
