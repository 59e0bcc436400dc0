import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { asTracksideError, TracksideError } from './error';
import type {
  IWireArtifacts,
  IWireChanges,
  IWireError,
  IWireExperiments,
  IWireHistory,
  IWireModels,
  IWireModelVersion,
  IWireNotebook,
  IWirePreview,
  IWireRegister,
  IWireRunDetail,
  IWireRunPatch,
  IWireRuns,
  IWireStatus
} from './wire';

/** Where the panel's API lies under the server's base URL. */
export const PANEL_API = 'trackside/panel';

/** Which page of an experiment's runs to read. */
export interface IRunsQuery {
  readonly experimentId: string;
  readonly orderBy?: string | undefined;
  readonly filter?: string | undefined;
  readonly limit?: number | undefined;
  readonly pageToken?: string | undefined;
}

/** Which series to read. */
export interface IHistoryQuery {
  readonly runIds: readonly string[];
  readonly key: string;
  readonly maxPoints?: number | undefined;
  readonly firstStep?: number | undefined;
  readonly lastStep?: number | undefined;
}

type QueryValue = string | number | readonly string[] | undefined;

/** The panel's calls: one method a route of `docs/panel-api.md`, failing with `TracksideError`. */
export interface IClient {
  status(): Promise<IWireStatus>;
  experiments(): Promise<IWireExperiments>;
  notebook(path: string): Promise<IWireNotebook>;
  runs(query: IRunsQuery): Promise<IWireRuns>;
  changes(experimentId: string, since: number): Promise<IWireChanges>;
  run(runId: string): Promise<IWireRunDetail>;
  patchRun(runId: string, patch: IWireRunPatch): Promise<IWireRunDetail>;
  history(query: IHistoryQuery): Promise<IWireHistory>;
  artifacts(runId: string, path: string): Promise<IWireArtifacts>;
  preview(runId: string, path: string): Promise<IWirePreview>;
  models(): Promise<IWireModels>;
  register(body: IWireRegister): Promise<IWireModelVersion>;
  /** The address of an artifact's bytes: an attachment, or shown in place. */
  fileUrl(runId: string, path: string, inline?: boolean): string;
}

/** The panel's calls over Jupyter's connection settings (base URL, token, XSRF cookie). */
export class Client implements IClient {
  constructor(private readonly _settings: ServerConnection.ISettings) {}

  status(): Promise<IWireStatus> {
    return this._get('status');
  }

  experiments(): Promise<IWireExperiments> {
    return this._get('experiments');
  }

  notebook(path: string): Promise<IWireNotebook> {
    return this._get('notebook', { path });
  }

  runs(query: IRunsQuery): Promise<IWireRuns> {
    return this._get('runs', {
      experiment_id: query.experimentId,
      filter: query.filter,
      order_by: query.orderBy,
      limit: query.limit,
      page_token: query.pageToken
    });
  }

  changes(experimentId: string, since: number): Promise<IWireChanges> {
    return this._get('changes', { experiment_id: experimentId, since });
  }

  run(runId: string): Promise<IWireRunDetail> {
    return this._get(runRoute(runId));
  }

  patchRun(runId: string, patch: IWireRunPatch): Promise<IWireRunDetail> {
    return this._send('PATCH', runRoute(runId), patch);
  }

  history(query: IHistoryQuery): Promise<IWireHistory> {
    return this._get('history', {
      run_id: query.runIds,
      key: query.key,
      max_points: query.maxPoints,
      first_step: query.firstStep,
      last_step: query.lastStep
    });
  }

  artifacts(runId: string, path: string): Promise<IWireArtifacts> {
    return this._get(runRoute(runId, 'artifacts'), { path });
  }

  preview(runId: string, path: string): Promise<IWirePreview> {
    return this._get(runRoute(runId, 'preview'), { path });
  }

  models(): Promise<IWireModels> {
    return this._get('models');
  }

  register(body: IWireRegister): Promise<IWireModelVersion> {
    return this._send('POST', 'models/register', body);
  }

  fileUrl(runId: string, path: string, inline = false): string {
    return this._url(runRoute(runId, 'file'), {
      path,
      inline: inline ? 1 : undefined
    });
  }

  private _get<T>(
    route: string,
    query: Readonly<Record<string, QueryValue>> = {}
  ): Promise<T> {
    return this._request(this._url(route, query), { method: 'GET' });
  }

  private _send<T>(method: string, route: string, body: object): Promise<T> {
    return this._request(this._url(route), {
      method,
      body: JSON.stringify(body)
    });
  }

  private _url(
    route: string,
    query: Readonly<Record<string, QueryValue>> = {}
  ): string {
    const base = URLExt.join(this._settings.baseUrl, PANEL_API, route);
    const words = queryString(query);
    return words ? `${base}?${words}` : base;
  }

  private async _request<T>(url: string, init: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this._settings);
    } catch (reason) {
      throw asTracksideError(reason);
    }
    if (!response.ok) {
      throw await refusal(response);
    }
    return (await response.json()) as T;
  }
}

/** Query words; a list repeats its name, undefined is left out. */
export function queryString(
  query: Readonly<Record<string, QueryValue>>
): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) {
      continue;
    }
    for (const item of Array.isArray(value) ? value : [value]) {
      words.append(name, String(item));
    }
  }
  return words.toString();
}

function runRoute(runId: string, ...rest: string[]): string {
  return ['runs', encodeURIComponent(runId), ...rest].join('/');
}

/** A 404 that is not in our error shape comes from Jupyter itself: there is no such route. */
async function refusal(response: Response): Promise<TracksideError> {
  const text = await response.text();
  const body = parseError(text);
  if (body) {
    return new TracksideError(body.message, body.error_code, response.status);
  }
  const code = response.status === 404 ? 'NO_SUCH_ROUTE' : 'INTERNAL_ERROR';
  const message = `${response.status} ${response.statusText}`.trim();
  return new TracksideError(message, code, response.status);
}

function parseError(text: string): IWireError | null {
  try {
    const body: unknown = JSON.parse(text);
    return isWireError(body) ? body : null;
  } catch {
    return null;
  }
}

function isWireError(body: unknown): body is IWireError {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error_code' in body &&
    typeof body.error_code === 'string' &&
    'message' in body &&
    typeof body.message === 'string'
  );
}
