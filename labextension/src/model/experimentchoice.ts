import type { IClient } from '../api/client';
import type { IWireExperiment, IWireExperimentUse } from '../api/wire';

/** How many experiments are offered to go to. */
const RECENT = 10;

/** Which experiments the user looks at instead of the notebook's, and where else one could go. */
export class ExperimentChoice {
  constructor(private readonly _client: IClient) {}

  /** Empty for the notebook's. */
  get picked(): readonly IWireExperiment[] {
    return this._picked;
  }

  /** A few experiments of the store, the one used last first. */
  get recent(): readonly IWireExperimentUse[] {
    return this._recent;
  }

  pick(experiments: readonly IWireExperiment[]): void {
    this._picked = experiments;
  }

  /** Read both again. */
  async load(): Promise<void> {
    await Promise.all([this._loadRecent(), this._loadPicked()]);
  }

  private async _loadRecent(): Promise<void> {
    try {
      const { experiments } = await this._client.experiments({ limit: RECENT });
      this._recent = experiments;
    } catch {
      // The list only offers places to go to: without it there are none to offer.
      this._recent = [];
    }
  }

  private async _loadPicked(): Promise<void> {
    const before = this._picked;
    if (before.length > 0) {
      try {
        const fresh = await Promise.all(
          before.map(each => this._client.experiment(each.experiment_id))
        );
        this._picked = this._picked === before ? fresh : this._picked;
      } catch {
        // One may be gone for good, or the server away: its runs say so.
      }
    }
  }

  private _picked: readonly IWireExperiment[] = [];
  private _recent: readonly IWireExperimentUse[] = [];
}
