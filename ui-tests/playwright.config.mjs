import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import galata from '@jupyterlab/galata/lib/playwright-config.js';
import { findChromium } from './chromium.mjs';

const port = process.env.TRACKSIDE_UI_PORT ?? '8899';
// One scratch root, and one place for extensions, for the run; the workers' processes read the
// variables that the first one set.
process.env.TRACKSIDE_UI_LABEXTENSIONS ??= mkdtempSync(
  join(tmpdir(), 'trackside-ui-labextensions-')
);
process.env.TRACKSIDE_UI_ROOT ??= mkdtempSync(join(tmpdir(), 'trackside-ui-'));

export default {
  ...galata,
  testDir: './tests',
  // One server and one store: the stories take turns.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Real kernels on a busy machine: what only passes on a second try is reported as flaky.
  retries: 1,
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    ...galata.use,
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    // Video would need a download of Playwright's own.
    video: 'off',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(await findChromium()),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  },
  webServer: {
    command: 'npm start',
    url: `http://127.0.0.1:${port}/lab`,
    timeout: 120_000,
    reuseExistingServer: false
  }
};
