import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type {
  IWireArtifacts,
  IWireImages,
  IWireModelFolder,
  IWirePreview
} from './artifactwire';
import { asTracksideError } from './error';
import type {
  IArtifactPlace,
  IExperimentsQuery,
  IHistoryQuery,
  IRunListQuery,
  IRunsQuery,
  IVersionPlace
} from './queries';
import { refusal } from './refusal';
import {
  experimentRoute,
  listWords,
  modelRoute,
  placeWords,
  queryString,
  type QueryWords,
  runRoute,
  versionRoute
} from './routes';
import type {
  IWireChanges,
  IWireDatasets,
  IWireExperiment,
  IWireExperiments,
  IWireHistory,
  IWireModel,
  IWireModelPatch,
  IWireModels,
  IWireModelVersion,
  IWireNotebook,
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
  artifacts(place: IArtifactPlace): Promise<IWireArtifacts>;
  deleteArtifact(place: IArtifactPlace): Promise<void>;
  images(runId: string): Promise<IWireImages>;
  datasets(runId: string): Promise<IWireDatasets>;
  /** How to show a file; of a table the page that begins with the row `offset`. */
  preview(place: IArtifactPlace, offset?: number): Promise<IWirePreview>;
  /** The bytes of a file, as they are. */
  file(place: IArtifactPlace): Promise<Blob>;
  modelFolder(place: IArtifactPlace): Promise<IWireModelFolder>;
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
  fileUrl(place: IArtifactPlace, inline?: boolean): string;
  /** The address of a folder as a zip. */
  archiveUrl(place: IArtifactPlace): string;
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

  artifacts(place: IArtifactPlace): Promise<IWireArtifacts> {
    return this._get(runRoute(place.runId, 'artifacts'), placeWords(place));
  }

  async deleteArtifact(place: IArtifactPlace): Promise<void> {
    const route = runRoute(place.runId, 'artifacts');
    const url = this._url(route, placeWords(place));
    await this._answer(url, { method: 'DELETE' });
  }

  images(runId: string): Promise<IWireImages> {
    return this._get(runRoute(runId, 'images'));
  }

  datasets(runId: string): Promise<IWireDatasets> {
    return this._get(runRoute(runId, 'datasets'));
  }

  preview(place: IArtifactPlace, offset = 0): Promise<IWirePreview> {
    return this._get(runRoute(place.runId, 'preview'), {
      ...placeWords(place),
      offset: offset || undefined
    });
  }

  async file(place: IArtifactPlace): Promise<Blob> {
    return (await this._answer(this.fileUrl(place), {})).blob();
  }

  modelFolder(place: IArtifactPlace): Promise<IWireModelFolder> {
    return this._get(runRoute(place.runId, 'model'), placeWords(place));
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

  fileUrl(place: IArtifactPlace, inline = false): string {
    return this._url(runRoute(place.runId, 'file'), {
      ...placeWords(place),
      inline: inline ? 1 : undefined
    });
  }

  archiveUrl(place: IArtifactPlace): string {
    return this._url(runRoute(place.runId, 'archive'), placeWords(place));
  }

  private _get<T>(route: string, query: QueryWords = {}): Promise<T> {
    return this._request(this._url(route, query), { method: 'GET' });
  }

  private _send<T>(method: string, route: string, body: object): Promise<T> {
    return this._request(this._url(route), {
      method,
      body: JSON.stringify(body)
    });
  }

  private _url(route: string, query: QueryWords = {}): string {
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
