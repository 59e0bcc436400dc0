import { ExperimentsModel } from './experiments';
import { TracksideModel } from './trackside';

/** What the experiments tab shows: all experiments, and the runs of one, apart from the panel's. */
export class Browsing {
  constructor(private readonly _panel: TracksideModel) {
    const { client, feed } = _panel;
    this.experiments = new ExperimentsModel(client, feed);
    this.chosen = new TracksideModel(client, feed);
  }

  readonly experiments: ExperimentsModel;
  /** The chosen experiment with its runs: no notebook, and a selection of its own. */
  readonly chosen: TracksideModel;

  /** Show an experiment; without one what was shown last, at first what the panel shows. */
  async open(experimentId: string | null): Promise<void> {
    const { chosen } = this;
    if (chosen.server.kind !== 'ready') {
      await chosen.start();
    }
    const id =
      experimentId ??
      (chosen.experiment ?? this._panel.experiment ?? chosen.experiments[0])
        ?.experiment_id;
    if (id !== undefined && id !== chosen.experiment?.experiment_id) {
      await this._choose(id);
    }
  }

  private async _choose(experimentId: string): Promise<void> {
    const { chosen } = this;
    try {
      chosen.pick(await chosen.client.experiment(experimentId));
    } catch {
      // A layout may remember one that is gone for good: there are others to choose from.
    }
  }
}
