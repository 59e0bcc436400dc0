/**
 * Finds a Chromium: $TRACKSIDE_CHROMIUM, one on the PATH, the one inside the npm package
 * @sparticuz/chromium (x86-64 Linux, no root needed), else Playwright's own.
 */
import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

function onPath() {
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The package brings the few libraries that a bare machine lacks, packed. */
async function unpackedLibraries(packageFolder) {
  const target = join(tmpdir(), 'trackside-chromium-libraries');
  if (!existsSync(target)) {
    const staging = `${target}.${process.pid}`;
    mkdirSync(staging, { recursive: true });
    const { extract } = createRequire(join(packageFolder, 'package.json'))(
      'tar-fs'
    );
    await pipeline(
      createReadStream(join(packageFolder, 'bin', 'al2023.tar.br')),
      createBrotliDecompress(),
      extract(staging)
    );
    renameSync(staging, target);
  }
  const inner = readdirSync(target).find(name => name === 'lib');
  return inner ? join(target, inner) : target;
}

async function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  const { default: chromium } = await import('@sparticuz/chromium');
  const packageFolder = dirname(
    dirname(
      dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))
    )
  );
  return {
    executablePath: await chromium.executablePath(),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: await unpackedLibraries(packageFolder)
    }
  };
}

/** Playwright's launch options for the browser found. */
export async function findChromium() {
  const path = process.env.TRACKSIDE_CHROMIUM ?? onPath();
  return path ? { executablePath: path } : ((await fromPackage()) ?? {});
}
