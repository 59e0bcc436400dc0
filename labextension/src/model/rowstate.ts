import { Observable } from './observable';
import type { Grouping } from './grouping';

/** Which rows of the list are selected, what they are grouped by, and which parents and groups are folded. */
export class RowState extends Observable {
  /** In the order of selecting. */
  get selected(): readonly string[] {
    return [...this._selected];
  }

  /** Null if every run stands for itself. */
  get grouping(): Grouping | null {
    return this._grouping;
  }

  /** Parents and groups whose rows are not listed; another set after each change. */
  get folded(): ReadonlySet<string> {
    return this._folded;
  }

  isSelected(runId: string): boolean {
    return this._selected.has(runId);
  }

  /** Select a row more or one less; a range begins there. */
  toggle(runId: string): void {
    if (!this._selected.delete(runId)) {
      this._selected.add(runId);
    }
    this._anchor = runId;
    this.notify();
  }

  /**
   * Select the rows from where the range began to one, and no others.
   *
   * @param order - All rows as they are drawn.
   * @param from - Where a range begins if none has.
   */
  extend(runId: string, order: readonly string[], from = runId): void {
    const isThere = this._anchor !== null && order.includes(this._anchor);
    const anchor = isThere && this._anchor !== null ? this._anchor : from;
    const [a, b] = [order.indexOf(anchor), order.indexOf(runId)];
    const range = order.slice(Math.min(a, b), Math.max(a, b) + 1);
    this._anchor = anchor;
    this._selected = new Set(range);
    this.notify();
  }

  /** Select exactly these. */
  select(runIds: readonly string[]): void {
    this._selected = new Set(runIds);
    this._anchor = null;
    this.notify();
  }

  /** Forget selected rows that are no longer listed. */
  keepOnly(isThere: (runId: string) => boolean): void {
    const kept = this.selected.filter(isThere);
    if (kept.length < this._selected.size) {
      this.select(kept);
    }
  }

  fold(runId: string, isFolded: boolean): void {
    const folded = new Set(this._folded);
    if (isFolded) {
      folded.add(runId);
    } else {
      folded.delete(runId);
    }
    this.setFolded(folded);
  }

  setFolded(runIds: Iterable<string>): void {
    this._folded = new Set(runIds);
    this.notify();
  }

  setGrouping(grouping: Grouping | null): void {
    this._grouping = grouping;
    this.notify();
  }

  private _selected = new Set<string>();
  private _folded: ReadonlySet<string> = new Set();
  private _grouping: Grouping | null = null;
  private _anchor: string | null = null;
}
