import type { IWireRun } from '../api/wire';
import {
  differingParams,
  type IColumnKeys,
  metricKeys,
  paramKeys,
  tagKeys
} from './columns';
import { type ISort, NEWEST_FIRST, sortRuns } from './sort';
import { type IRunTable, isOpen } from './table';

/** Params on a row's second line. */
const SHOWN_PARAMS = 3;

/** What follows from a table and an order; each fact is found when it is first asked for, and once. */
export class TableFacts {
  /** @param before - Facts of an earlier table, whose columns hold while the table's shape does. */
  constructor(
    readonly table: IRunTable,
    readonly sort: ISort,
    before: TableFacts | null = null
  ) {
    this._columns =
      before?.table.shape === table.shape ? before._columns : null;
  }

  /** The runs of the list, in order. */
  get ordered(): readonly IWireRun[] {
    this._ordered ??= sortRuns(this.table.rows.values(), this.sort);
    return this._ordered;
  }

  /** The run in the row below a run's, or above it in the last row. */
  beside(runId: string): string | null {
    const place = this.ordered.findIndex(run => run.run_id === runId);
    const beside = this.ordered[place + 1] ?? this.ordered[place - 1];
    return beside?.run_id ?? null;
  }

  /** All runs that have been loaded, listed or not. */
  get known(): readonly IWireRun[] {
    const { rows, hidden } = this.table;
    this._known ??= [...rows.values(), ...hidden.values()];
    return this._known;
  }

  /** Runs that still log, the newest first. */
  get running(): readonly IWireRun[] {
    this._running ??= sortRuns(this.known.filter(isOpen), NEWEST_FIRST);
    return this._running;
  }

  /** Also of runs that a filter hides: columns must not go with the last row that has a value. */
  get keys(): IColumnKeys {
    return this._shaped().keys;
  }

  /**
   * The few params that say in what a run differs from the others of the list; the same array for as long as the list is the same.
   *
   * They are the same for all runs that have any of them; a run of another kind has its own.
   */
  paramsOf({ run_id: runId, params }: IWireRun): readonly string[] {
    const { differing, common, own: ownOf } = this._shaped();
    if (common.some(key => key in params)) {
      return common;
    }
    const own =
      ownOf.get(runId) ??
      differing.filter(key => key in params).slice(0, SHOWN_PARAMS);
    ownOf.set(runId, own);
    return own;
  }

  private _shaped(): IColumns {
    this._columns ??= {
      keys: {
        metrics: metricKeys(this.known),
        params: paramKeys(this.known),
        tags: tagKeys(this.known)
      },
      ...paramsOf([...this.table.rows.values()])
    };
    return this._columns;
  }

  private _columns: IColumns | null;
  private _ordered: readonly IWireRun[] | null = null;
  private _known: readonly IWireRun[] | null = null;
  private _running: readonly IWireRun[] | null = null;
}

interface IColumns {
  readonly keys: IColumnKeys;
  /** Params that differ across the runs of the list. */
  readonly differing: readonly string[];
  /** The few of them that most rows show. */
  readonly common: readonly string[];
  /** What runs show that have none of those, by their ids. */
  readonly own: Map<string, readonly string[]>;
}

function paramsOf(runs: readonly IWireRun[]): Omit<IColumns, 'keys'> {
  const differing = differingParams(runs);
  const common = differing.slice(0, SHOWN_PARAMS);
  return { differing, common, own: new Map() };
}
