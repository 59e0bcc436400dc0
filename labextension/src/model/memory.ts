import type { TracksideModel } from './trackside';

/** What is remembered of an experiment. */
interface IRemembered {
  readonly [field: string]: string[] | null;
  readonly runIds: string[];
  readonly metricColumns: string[] | null;
}

/** Where things are remembered. */
export interface IMemoryStore {
  fetch(key: string): Promise<unknown>;
  save(key: string, value: IRemembered): Promise<unknown>;
}

/** Brings back the chosen runs and metric columns of an experiment, and notes when they change. */
export class Memory {
  constructor(
    private readonly _model: TracksideModel,
    private readonly _store: IMemoryStore
  ) {
    _model.runs.changed.connect(this._onRuns, this);
    _model.selection.changed.connect(this._note, this);
    _model.metricColumns.changed.connect(this._note, this);
  }

  private _onRuns(): void {
    const { experimentId, state } = this._model.runs;
    if (experimentId !== this._recalled) {
      this._recalled = null;
    }
    if (experimentId !== null && state.kind === 'ready' && !this._recalled) {
      this._recalled = experimentId;
      void this._recall(experimentId);
    }
  }

  private async _recall(experimentId: string): Promise<void> {
    const found = await this._store.fetch(keyOf(experimentId));
    const { runs, selection, metricColumns } = this._model;
    if (runs.experimentId !== experimentId || !isRecord(found)) {
      return;
    }
    const runIds = texts(found['runIds']).filter(runId => runs.get(runId));
    const columns = texts(found['metricColumns']);
    if (selection.size === 0 && runIds.length > 0) {
      selection.replace(runIds);
    }
    if (!metricColumns.chosen && columns.length > 0) {
      metricColumns.replace(columns);
    }
  }

  private _note(): void {
    const { runs, selection, metricColumns } = this._model;
    const { experimentId } = runs;
    // Before the recall there is nothing new to note, and what is old would be lost.
    if (experimentId !== null && experimentId === this._recalled) {
      const columns = metricColumns.chosen;
      void this._store.save(keyOf(experimentId), {
        runIds: [...selection.runIds],
        metricColumns: columns && [...columns]
      });
    }
  }

  private _recalled: string | null = null;
}

function keyOf(experimentId: string): string {
  return `experiment-${experimentId}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
