import type { IClient } from '../api/client';
import type { IWireExperiment, IWireRun, IWirePatch } from '../api/wire';
import type { RunsModel } from './runs';

/** Tags that every tab, colleague and script sees. */
export const STAR_TAG = 'trackside.star';
const BASELINE_TAG = 'trackside.baseline';

/** True if the run has a star. */
export function isStarred({ tags }: Pick<IWireRun, 'tags'>): boolean {
  return tags[STAR_TAG] === 'true';
}

/** The run that an experiment's others are compared to. */
export function baselineOf(experiment: IWireExperiment | null): string | null {
  return experiment?.tags[BASELINE_TAG] || null;
}

/** Compares an experiment's runs to one of them, or to none. */
export function baselinePatch(runId: string | null): IWirePatch {
  return { tags: { [BASELINE_TAG]: runId } };
}

/** What can be done with runs; the list follows at once, without waiting for a notice. */
export class RunActions {
  constructor(
    private readonly _client: IClient,
    private readonly _runs: RunsModel
  ) {}

  /** Give stars, or take them. */
  star(runIds: readonly string[], isOn: boolean): Promise<void> {
    return this._patch(runIds, { tags: { [STAR_TAG]: isOn ? 'true' : null } });
  }

  /** Star a run, or take its star. */
  async toggleStar(runId: string): Promise<void> {
    const run = this._runs.get(runId);
    if (run) {
      await this.star([runId], !isStarred(run));
    }
  }

  setTag(runIds: readonly string[], key: string, value: string): Promise<void> {
    return this._patch(runIds, { tags: { [key]: value } });
  }

  /** Into the bin; `restore` takes them out. */
  delete(runIds: readonly string[]): Promise<void> {
    return this._patch(runIds, { lifecycle_stage: 'deleted' });
  }

  restore(runIds: readonly string[]): Promise<void> {
    return this._patch(runIds, { lifecycle_stage: 'active' });
  }

  private async _patch(
    runIds: readonly string[],
    patch: IWirePatch
  ): Promise<void> {
    const { revision } = await this._client.patchRuns(runIds, patch);
    await this._runs.catchUp(revision);
  }
}
