/** A link from a message, opened by somebody who is not logged in, on a server below a base URL. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const TOKEN = 'the-token';
const RUN_ID = '0123456789abcdef0123456789abcdef';

let server: ChildProcess;
let base: string;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

test.beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}/hub/ana`;
  server = spawn(
    'jupyter',
    [
      'lab',
      '--no-browser',
      '--allow-root',
      `--ServerApp.port=${port}`,
      '--ServerApp.base_url=/hub/ana/',
      `--ServerApp.root_dir=${mkdtempSync(join(tmpdir(), 'trackside-ui-'))}`,
      `--IdentityProvider.token=${TOKEN}`
    ],
    { stdio: 'ignore' }
  );
  await expect
    .poll(() => fetch(`${base}/login`).then(answer => answer.status, () => 0))
    .toBe(200);
});

test.afterAll(() => {
  server.kill();
});

test('the link leads to the login, and from there to the run', async ({
  browser
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/trackside/#/experiments/0/runs/${RUN_ID}`);

  await page.locator('input[name="password"]').first().fill(TOKEN);
  await page.locator('#login_submit').first().click();

  const empty = page.locator('[data-empty="no-such-run"]');
  await expect(empty).toContainText(RUN_ID);
  expect(new URL(page.url()).pathname).toBe('/hub/ana/lab');
  expect(new URL(page.url()).search).toBe('');
  await context.close();
});
