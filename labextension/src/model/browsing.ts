import type { IWireExperiment } from '../api/wire';
import { ExperimentsModel } from './experiments';
import { TracksideModel } from './trackside';

/** What the experiments tab shows: all experiments, and the runs of some, apart from the panel's. */
export class Browsing {
  constructor(private readonly _panel: TracksideModel) {
    const { client, feed } = _panel;
    this.experiments = new ExperimentsModel(client, feed);
    this.chosen = new TracksideModel(client, feed);
    _panel.columns.changed.connect(this._prefer, this);
    this._prefer();
  }

  readonly experiments: ExperimentsModel;
  /** The chosen experiments with their runs: no notebook, and a selection of its own. */
  readonly chosen: TracksideModel;

  /** Show some experiments; without any what was shown last, at first what the panel shows. */
  async open(experimentIds: readonly string[]): Promise<void> {
    const { chosen } = this;
    if (chosen.server.kind !== 'ready') {
      await chosen.start();
    }
    if (experimentIds.length > 0) {
      await this._choose(experimentIds);
    } else if (chosen.shown.length === 0) {
      const first = this._panel.experiment ?? chosen.experiments[0];
      await this._choose(first ? [first.experiment_id] : []);
    }
  }

  /** Add an experiment to those that are shown, or take it away; one of them stays. */
  toggle(experiment: IWireExperiment): void {
    const { shown } = this.chosen;
    const rest = shown.filter(
      each => each.experiment_id !== experiment.experiment_id
    );
    const isShown = rest.length < shown.length;
    if (!isShown) {
      this.chosen.pick(...shown, experiment);
    } else if (rest.length > 0) {
      this.chosen.pick(...rest);
    }
  }

  /** The settings' metrics are those of the panel. */
  private _prefer(): void {
    this.chosen.columns.setPreferred(this._panel.columns.preferred);
  }

  private async _choose(experimentIds: readonly string[]): Promise<void> {
    const { chosen } = this;
    const found = await Promise.allSettled(
      experimentIds.map(id => chosen.client.experiment(id))
    );
    // A layout may remember one that is gone for good: there are others to choose from.
    const experiments = found.flatMap(each =>
      each.status === 'fulfilled' ? [each.value] : []
    );
    if (experiments.length > 0) {
      chosen.pick(...experiments);
    }
  }
}
