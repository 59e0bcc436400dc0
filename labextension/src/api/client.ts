import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { asTracksideError } from './error';
import { refusal } from './refusal';
import type {
  IExperimentsQuery,
  IHistoryQuery,
  IRunListQuery,
  IRunsQuery,
  IVersionPlace
} from './queries';
import type {
  IWireArtifacts,
  IWireChanges,
  IWireExperiment,
  IWireExperiments,
  IWireHistory,
  IWireModel,
  IWireModelPatch,
  IWireModels,
  IWireModelVersion,
  IWireNotebook,
  IWirePreview,
  IWireRegister,
  IWireRevision,
  IWireRunDetail,
  IWirePatch,
  IWireRuns,
  IWireStatus,
  IWireVersionDetail,
  IWireVersionPatch,
  IWireWholeRuns
} from './wire';

export type * from './queries';

/** Where the panel's API lies under the server's base URL. */
export const PANEL_API = 'trackside/panel';

type QueryValue = string | number | readonly string[] | undefined;

/** The panel's calls: one method a route of `docs/panel-api.md`, failing with `TracksideError`. */
export interface IClient {
  status(): Promise<IWireStatus>;
  experiments(query: IExperimentsQuery): Promise<IWireExperiments>;
  experiment(experimentId: string): Promise<IWireExperiment>;
  notebook(path: string): Promise<IWireNotebook>;
  runs(query: IRunsQuery): Promise<IWireRuns>;
  changes(list: IRunListQuery, since: number): Promise<IWireChanges>;
  run(runId: string): Promise<IWireRunDetail>;
  wholeRuns(runIds: readonly string[]): Promise<IWireWholeRuns>;
  patchRun(runId: string, patch: IWirePatch): Promise<IWireRunDetail>;
  patchRuns(
    runIds: readonly string[],
    patch: IWirePatch
  ): Promise<IWireRevision>;
  patchExperiment(
    experimentId: string,
    patch: IWirePatch
  ): Promise<IWireExperiment>;
  history(query: IHistoryQuery): Promise<IWireHistory>;
  artifacts(runId: string, path: string): Promise<IWireArtifacts>;
  preview(runId: string, path: string): Promise<IWirePreview>;
  models(): Promise<IWireModels>;
  register(body: IWireRegister): Promise<IWireModelVersion>;
  patchModel(name: string, patch: IWireModelPatch): Promise<IWireModel>;
  deleteModel(name: string): Promise<void>;
  version(at: IVersionPlace): Promise<IWireVersionDetail>;
  patchVersion(
    at: IVersionPlace,
    patch: IWireVersionPatch
  ): Promise<IWireVersionDetail>;
  deleteVersion(at: IVersionPlace): Promise<void>;
  /** The address of an artifact's bytes: an attachment, or shown in place. */
  fileUrl(runId: string, path: string, inline?: boolean): string;
}

/** The panel's calls over Jupyter's connection settings (base URL, token, XSRF cookie). */
export class Client implements IClient {
  constructor(private readonly _settings: ServerConnection.ISettings) {}

  status(): Promise<IWireStatus> {
    return this._get('status');
  }

  experiments(query: IExperimentsQuery): Promise<IWireExperiments> {
    return this._get('experiments', {
      name: query.name || undefined,
      stage: query.stage,
      limit: query.limit,
      page_token: query.pageToken
    });
  }

  experiment(experimentId: string): Promise<IWireExperiment> {
    return this._get(experimentRoute(experimentId));
  }

  notebook(path: string): Promise<IWireNotebook> {
    return this._get('notebook', { path });
  }

  runs(query: IRunsQuery): Promise<IWireRuns> {
    return this._get('runs', {
      ...listWords(query),
      order_by: query.orderBy,
      limit: query.limit,
      page_token: query.pageToken
    });
  }

  changes(list: IRunListQuery, since: number): Promise<IWireChanges> {
    return this._get('changes', { ...listWords(list), since });
  }

  run(runId: string): Promise<IWireRunDetail> {
    return this._get(runRoute(runId));
  }

  wholeRuns(runIds: readonly string[]): Promise<IWireWholeRuns> {
    return this._get('whole-runs', { run_id: runIds });
  }

  patchRun(runId: string, patch: IWirePatch): Promise<IWireRunDetail> {
    return this._send('PATCH', runRoute(runId), patch);
  }

  patchRuns(
    runIds: readonly string[],
    patch: IWirePatch
  ): Promise<IWireRevision> {
    return this._send('PATCH', 'runs', { ...patch, run_ids: runIds });
  }

  patchExperiment(
    experimentId: string,
    patch: IWirePatch
  ): Promise<IWireExperiment> {
    return this._send('PATCH', experimentRoute(experimentId), patch);
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
    return this._send('POST', 'models', body);
  }

  patchModel(name: string, patch: IWireModelPatch): Promise<IWireModel> {
    return this._send('PATCH', modelRoute(name), patch);
  }

  async deleteModel(name: string): Promise<void> {
    await this._answer(this._url(modelRoute(name)), { method: 'DELETE' });
  }

  version(at: IVersionPlace): Promise<IWireVersionDetail> {
    return this._get(versionRoute(at));
  }

  patchVersion(
    at: IVersionPlace,
    patch: IWireVersionPatch
  ): Promise<IWireVersionDetail> {
    return this._send('PATCH', versionRoute(at), patch);
  }

  async deleteVersion(at: IVersionPlace): Promise<void> {
    await this._answer(this._url(versionRoute(at)), { method: 'DELETE' });
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
    return (await (await this._answer(url, init)).json()) as T;
  }

  private async _answer(url: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this._settings);
    } catch (reason) {
      throw asTracksideError(reason);
    }
    if (!response.ok) {
      throw await refusal(response);
    }
    return response;
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

function listWords(list: IRunListQuery): Readonly<Record<string, QueryValue>> {
  return {
    experiment_id: list.experimentIds,
    filter: list.filter || undefined,
    stage: list.stage === 'deleted' ? list.stage : undefined
  };
}

function experimentRoute(experimentId: string): string {
  return `experiments/${encodeURIComponent(experimentId)}`;
}

function runRoute(runId: string, ...rest: string[]): string {
  return ['runs', encodeURIComponent(runId), ...rest].join('/');
}

function modelRoute(name: string): string {
  return `models/${encodeURIComponent(name)}`;
}

function versionRoute({ name, version }: IVersionPlace): string {
  return `${modelRoute(name)}/versions/${encodeURIComponent(version)}`;
}
