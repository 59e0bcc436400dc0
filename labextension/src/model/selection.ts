import { Observable } from './observable';
import { freePlace, runColour } from './palette';

/** Which runs are chosen (their eyes are on), and the colour of each. */
export class SelectionModel extends Observable {
  /** In the order of choosing. */
  get runIds(): readonly string[] {
    return [...this._places.keys()];
  }

  get size(): number {
    return this._places.size;
  }

  has(runId: string): boolean {
    return this._places.has(runId);
  }

  /** The run's colour, or null if it is not chosen. */
  colourOf(runId: string): string | null {
    const place = this._places.get(runId);
    return place === undefined ? null : runColour(place);
  }

  toggle(runId: string): void {
    if (!this._places.delete(runId)) {
      this._places.set(runId, freePlace(this._places.values()));
    }
    this.notify();
  }

  /** Choose exactly these. */
  replace(runIds: readonly string[]): void {
    this._places.clear();
    for (const runId of runIds) {
      this._places.set(runId, freePlace(this._places.values()));
    }
    this.notify();
  }

  /** Forget runs that are no more. */
  keepOnly(isThere: (runId: string) => boolean): void {
    const gone = this.runIds.filter(runId => !isThere(runId));
    if (gone.length > 0) {
      gone.forEach(runId => this._places.delete(runId));
      this.notify();
    }
  }

  private readonly _places = new Map<string, number>();
}
