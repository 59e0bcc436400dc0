import { mkdtempSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import galata from '@jupyterlab/galata/lib/playwright-config.js';
import { findChromium } from './chromium.mjs';

const firstPort = Number(process.env.TRACKSIDE_UI_PORT ?? 8899);
const workers = Number(process.env.TRACKSIDE_UI_WORKERS ?? 2);
// One scratch folder for the run; the workers' processes read the variable that the first one set.
process.env.TRACKSIDE_UI_PLACE ??= mkdtempSync(join(tmpdir(), 'trackside-ui-'));

/** The Lab of one worker: its stories take turns with it, and no others see what they do. */
function lab(worker) {
  const port = firstPort + worker;
  const place = join(process.env.TRACKSIDE_UI_PLACE, String(worker));
  const root = join(place, 'root');
  const labextensions = join(place, 'labextensions');
  return { url: `http://127.0.0.1:${port}`, port, root, labextensions };
}

/** How Playwright starts the Lab of one worker. */
function webServer(worker) {
  const { url, port, root, labextensions } = lab(worker);
  mkdirSync(root, { recursive: true });
  mkdirSync(labextensions, { recursive: true });
  return {
    command: 'npm start',
    env: {
      TRACKSIDE_UI_PORT: String(port),
      TRACKSIDE_UI_ROOT: root,
      TRACKSIDE_UI_LABEXTENSIONS: labextensions
    },
    url: `${url}/lab`,
    timeout: 120_000,
    reuseExistingServer: false
  };
}

// The first process has no such number, and no stories.
const own = lab(Number(process.env.TEST_PARALLEL_INDEX ?? 0));
process.env.TRACKSIDE_UI_LABEXTENSIONS = own.labextensions;

export default {
  ...galata,
  testDir: './tests',
  workers,
  // Two browsers, servers and kernels on two cores, and whatever else the machine does meanwhile.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // Real kernels on a busy machine: what only passes on a second try is reported as flaky.
  retries: 1,
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    ...galata.use,
    baseURL: own.url,
    viewport: { width: 1440, height: 900 },
    // Video would need a download of Playwright's own.
    video: 'off',
    // A third of a story's time where it is on.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
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
  webServer: Array.from({ length: workers }, (_, worker) => webServer(worker))
};
