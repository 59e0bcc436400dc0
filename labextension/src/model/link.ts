import type { RunTab } from './navigation';

/**
 * What JupyterLab's address says after `trackside=`: a place in MLflow's own interface, as its
 * client prints it behind the `#`. The server's page puts it there (`trackside_server/links.py`).
 */
export const LINK_PARAMETER = 'trackside';

/** A place to go to. */
export type Link =
  | { readonly kind: 'panel' }
  | { readonly kind: 'experiment'; readonly experimentId: string }
  | {
      readonly kind: 'run';
      readonly experimentId: string;
      readonly runId: string;
      readonly tab: RunTab;
    }
  | { readonly kind: 'models' }
  | {
      readonly kind: 'model';
      readonly name: string;
      readonly version: string | null;
    };

/** Where the tabs of a run in MLflow's interface are in ours. */
const RUN_TABS: Readonly<Record<string, RunTab>> = {
  'model-metrics': 'metrics',
  'system-metrics': 'metrics',
  artifacts: 'artifacts'
};

/** The place that `experiments/1/runs/abc` and the like mean; what is not known is the panel. */
export function parseLink(text: string): Link {
  const path = text.replace(/^\/+/, '').split('?')[0] ?? '';
  const [room, id, kind, inner, part] = path.split('/').map(decoded);
  if (room === 'experiments' && id) {
    return kind === 'runs' && inner
      ? {
          kind: 'run',
          experimentId: id,
          runId: inner,
          tab: RUN_TABS[part ?? ''] ?? 'overview'
        }
      : { kind: 'experiment', experimentId: id };
  }
  if (room === 'models') {
    const version = kind === 'versions' && inner ? inner : null;
    return id ? { kind: 'model', name: id, version } : { kind: 'models' };
  }
  return { kind: 'panel' };
}

/** The link in the query of an address, null if there is none. */
export function linkInQuery(search: string): Link | null {
  const text = new URLSearchParams(search).get(LINK_PARAMETER);
  return text === null ? null : parseLink(text);
}

/** An address without its link, and otherwise the same. */
export function withoutLink(address: string): string {
  const url = new URL(address);
  const words = url.search
    .slice(1)
    .split('&')
    .filter(word => word && word.split('=')[0] !== LINK_PARAMETER);
  url.search = words.join('&');
  return url.href;
}

/**
 * The link that an address of MLflow's client is, null if it leads elsewhere.
 *
 * A kernel knows its server by the loopback, which is not how a browser reaches a remote one: then
 * the path tells.
 *
 * @param page - The address of this page.
 * @param base - The path of the Jupyter server, with a slash at both ends.
 */
export function linkAt(
  address: string,
  page: string,
  base: string
): Link | null {
  const there = parsed(address);
  return there &&
    isSameServer(there, new URL(page)) &&
    there.pathname === `${base}trackside/` &&
    there.hash.startsWith('#/')
    ? parseLink(there.hash.slice(1))
    : null;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function isSameServer(there: URL, here: URL): boolean {
  return (
    there.host === here.host ||
    (isLoopback(there) && (!isLoopback(here) || there.port === here.port))
  );
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
