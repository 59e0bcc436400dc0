import { type IRemembered, parseRemembered } from './remembered';
import type { TracksideModel } from './trackside';

/** Where things are remembered; what is kept is JSON. */
export interface IMemoryStore {
  fetch(key: string): Promise<unknown>;
  save(key: string, value: IRemembered): Promise<unknown>;
}

/** Brings back what the user chose in an experiment, or in several at once, and notes when it changes. */
export class Memory {
  constructor(
    private readonly _model: TracksideModel,
    private readonly _store: IMemoryStore
  ) {
    _model.runs.changed.connect(this._onRuns, this);
    _model.selection.changed.connect(this._note, this);
    _model.columns.changed.connect(this._note, this);
    _model.rows.changed.connect(this._note, this);
    _model.keptComparison.changed.connect(this._note, this);
  }

  private _onRuns(): void {
    const { scope, state } = this._model.runs;
    if (scope !== this._scope) {
      this._scope = scope;
      this._asked = null;
      this._noted = null;
    }
    if (scope !== null && state.kind === 'ready' && scope !== this._asked) {
      this._asked = scope;
      void this._recall(scope);
    }
    this._note();
  }

  private async _recall(scope: string): Promise<void> {
    const found = await this._store.fetch(keyOf(scope));
    const { runs, selection, columns, rows, keptComparison } = this._model;
    if (runs.scope !== scope) {
      return;
    }
    const kept = parseRemembered(found);
    if (!columns.choice.columns && kept.columns) {
      columns.replace(kept.columns);
    }
    if (selection.size === 0 && kept.first === null) {
      selection.replace(kept.runIds.filter(runId => runs.get(runId)));
    }
    rows.setFolded(kept.folded);
    rows.setGrouping(kept.grouping);
    if (kept.comparison !== null) {
      keptComparison.keep(kept.comparison);
    }
    if (kept.sort) {
      runs.setSort(kept.sort);
    }
    if (kept.filter !== '' && runs.filter === '') {
      await runs.setFilter(kept.filter);
    }
    if (kept.first !== null) {
      selection.setFirst(kept.first, runs.ordered);
    }
    // Before this there was nothing new to note, and what is old would have been lost.
    this._noted = JSON.stringify(this._present());
  }

  private _note(): void {
    const { scope } = this._model.runs;
    if (scope === null || scope !== this._scope) {
      return;
    }
    const present = this._present();
    const text = JSON.stringify(present);
    if (this._noted !== null && this._noted !== text) {
      this._noted = text;
      void this._store.save(keyOf(scope), present);
    }
  }

  private _present(): IRemembered {
    const { runs, selection, columns, rows, keptComparison } = this._model;
    return {
      runIds: selection.runIds,
      first: selection.first,
      folded: [...rows.folded],
      grouping: rows.grouping,
      columns: columns.choice,
      sort: runs.sort,
      filter: runs.filter,
      comparison: keptComparison.value
    };
  }

  private _scope: string | null = null;
  /** Whose memory was asked for. */
  private _asked: string | null = null;
  /** What the store holds, as text; null until it has answered. */
  private _noted: string | null = null;
}

function keyOf(scope: string): string {
  return `experiment-${scope}`;
}
