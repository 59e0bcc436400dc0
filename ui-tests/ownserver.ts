/** A Jupyter of a story's own: another application, base URL or login than the one that the others share. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

import { expect } from '@playwright/test';

/** A server that runs, below its base URL. */
export interface IOwnServer {
  readonly url: string;
  stop(): void;
}

/** Starts `jupyter lab` or `jupyter notebook` in a folder, below a base URL such as `/hub/ana/`. */
export async function startJupyter(
  application: 'lab' | 'notebook',
  { root, baseUrl, token }: { root: string; baseUrl: string; token: string }
): Promise<IOwnServer> {
  const port = await freePort();
  const server: ChildProcess = spawn(
    'jupyter',
    [
      application,
      '--no-browser',
      '--allow-root',
      `--ServerApp.port=${port}`,
      `--ServerApp.base_url=${baseUrl}`,
      `--ServerApp.root_dir=${root}`,
      `--IdentityProvider.token=${token}`
    ],
    { stdio: 'ignore' }
  );
  const url = `http://127.0.0.1:${port}${baseUrl.replace(/\/$/, '')}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/login`).then(
          answer => answer.status,
          () => 0
        ),
      { timeout: 60_000 }
    )
    .toBe(200);
  return { url, stop: () => server.kill() };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}
