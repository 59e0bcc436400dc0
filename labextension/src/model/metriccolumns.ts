import { primaryMetric } from './columns';
import { Observable } from './observable';

/** Which metrics the run list shows as columns; the primary one until the user chooses. */
export class MetricColumns extends Observable {
  /** What the user chose for this experiment; null if nothing yet. */
  get chosen(): readonly string[] | null {
    return this._chosen;
  }

  /** The columns to draw, of the metrics that there are. */
  shown(keys: readonly string[]): readonly string[] {
    if (this._chosen) {
      return this._chosen.filter(key => keys.includes(key));
    }
    const preferred = this._preferred.filter(key => keys.includes(key));
    if (preferred.length > 0) {
      return preferred;
    }
    const primary = primaryMetric(keys);
    return primary === null ? [] : [primary];
  }

  /** Show or hide a column. */
  toggle(key: string, keys: readonly string[]): void {
    const shown = this.shown(keys);
    this.replace(
      shown.includes(key)
        ? shown.filter(other => other !== key)
        : [...shown, key]
    );
  }

  /** Show exactly these, or what is usual. */
  replace(keys: readonly string[] | null): void {
    this._chosen = keys;
    this.notify();
  }

  /** Metrics to show wherever there are any of them. */
  setPreferred(keys: readonly string[]): void {
    this._preferred = keys;
    this.notify();
  }

  private _preferred: readonly string[] = [];
  private _chosen: readonly string[] | null = null;
}
