import type { IWireRun } from '../api/wire';
import { Observable } from './observable';
import { freePlace, runColour } from './palette';

/** Which runs are drawn in charts (their eyes are on), and the colour of each. */
export class SelectionModel extends Observable {
  /** In the order of choosing. */
  get runIds(): readonly string[] {
    return [...this._places.keys()];
  }

  get size(): number {
    return this._places.size;
  }

  /** How many of the first rows have their eyes on, whichever they are; null if chosen by hand. */
  get first(): number | null {
    return this._first;
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
    this._first = null;
    if (!this._places.delete(runId)) {
      this._places.set(runId, freePlace(this._places.values()));
    }
    this.notify();
  }

  /** Choose all of these besides the others, or none of them. */
  setChosen(runIds: readonly string[], isChosen: boolean): void {
    const these = new Set(runIds);
    const others = this.runIds.filter(runId => !these.has(runId));
    this.replace(isChosen ? [...this.runIds, ...runIds] : others);
  }

  /** Choose exactly these; those that were chosen keep their colours. */
  replace(runIds: readonly string[]): void {
    this._first = null;
    this._choose(runIds);
    this.notify();
  }

  /** Choose the first rows of a list, and go on so while it changes. */
  setFirst(first: number, ordered: readonly Pick<IWireRun, 'run_id'>[]): void {
    this._first = first;
    this._choose(ordered.slice(0, first).map(run => run.run_id));
    this.notify();
  }

  /** The list changed. */
  follow(ordered: readonly Pick<IWireRun, 'run_id'>[]): void {
    if (this._first === null) {
      return;
    }
    const wanted = ordered.slice(0, this._first).map(run => run.run_id);
    const isSame =
      wanted.length === this.size && wanted.every(runId => this.has(runId));
    if (!isSame) {
      this._choose(wanted);
      this.notify();
    }
  }

  /** Forget runs that are no more. */
  keepOnly(isThere: (runId: string) => boolean): void {
    const gone = this.runIds.filter(runId => !isThere(runId));
    if (gone.length > 0) {
      gone.forEach(runId => this._places.delete(runId));
      this.notify();
    }
  }

  private _choose(runIds: readonly string[]): void {
    const wanted = new Set(runIds);
    for (const runId of this.runIds) {
      if (!wanted.has(runId)) {
        this._places.delete(runId);
      }
    }
    for (const runId of wanted) {
      if (!this._places.has(runId)) {
        this._places.set(runId, freePlace(this._places.values()));
      }
    }
  }

  private readonly _places = new Map<string, number>();
  private _first: number | null = null;
}
