import { type IColumnKeys, primaryMetric } from './columns';
import { isLikelyToRise } from './direction';
import { Observable } from './observable';
import {
  type ChosenColumn,
  type ColumnName,
  isSameColumn,
  resolved,
  type RunColumn,
  type StatisticChoice
} from './runcolumns';

/** What is remembered of the columns of an experiment. */
export interface IColumnChoice {
  /** Null while the user has chosen nothing. */
  readonly columns: readonly ChosenColumn[] | null;
  /** Metrics whose direction the user knows better than their name. */
  readonly rising: Readonly<Record<string, boolean>>;
  /** In pixels, by the words of columns whose widths are not the usual ones. */
  readonly widths: Readonly<Record<string, number>>;
}

const USUAL: IColumnChoice = { columns: null, rising: {}, widths: {} };

/** Which columns the run list shows, and which way each metric goes. */
export class ColumnModel extends Observable {
  /** What the user chose for this experiment. */
  get choice(): IColumnChoice {
    return this._choice;
  }

  /** Metrics that the settings ask for. */
  get preferred(): readonly string[] {
    return this._preferred;
  }

  /** True if greater values of a metric are better. */
  isRising(key: string): boolean {
    return this._choice.rising[key] ?? isLikelyToRise(key);
  }

  /** The columns to draw, of what there is; the same until something changes. */
  shown(keys: IColumnKeys): readonly RunColumn[] {
    const { columns: chosen, rising } = this._choice;
    const grounds = [keys, chosen, rising, this._preferred];
    if (!this._memo?.grounds.every((each, index) => each === grounds[index])) {
      const columns = this._wanted(keys.metrics)
        .filter(column => isThere(column, keys))
        .map(column => resolved(column, this.isRising(column.key)));
      this._memo = { grounds, columns };
    }
    return this._memo.columns;
  }

  /** Show or hide a column. */
  toggle(column: ChosenColumn, metrics: readonly string[]): void {
    const wanted = this._wanted(metrics);
    const rest = wanted.filter(each => !isSameColumn(each, column));
    const isShown = rest.length < wanted.length;
    this._setColumns(isShown ? rest : [...wanted, column]);
  }

  /** Put a column into the place of another one, which makes room for it. */
  move(
    column: ColumnName,
    place: ColumnName,
    metrics: readonly string[]
  ): void {
    const wanted = this._wanted(metrics);
    const moved = wanted.find(each => isSameColumn(each, column));
    const to = wanted.findIndex(each => isSameColumn(each, place));
    if (moved && to >= 0) {
      const rest = wanted.filter(each => each !== moved);
      this._setColumns([...rest.slice(0, to), moved, ...rest.slice(to)]);
    }
  }

  /** Show another statistic of a metric. */
  setStatistic(
    key: string,
    choice: StatisticChoice,
    metrics: readonly string[]
  ): void {
    this._setColumns(
      this._wanted(metrics).map(each =>
        each.kind === 'metric' && each.key === key ? { ...each, choice } : each
      )
    );
  }

  /** Say whether greater values of a metric are better. */
  setRising(key: string, isRising: boolean): void {
    const rising = { ...this._choice.rising, [key]: isRising };
    this.replace({ ...this._choice, rising });
  }

  /** Make a column, or that of the name or the start, wider or narrower. */
  setWidth(word: string, width: number): void {
    const widths = { ...this._choice.widths, [word]: width };
    this.replace({ ...this._choice, widths });
  }

  /** Take another choice, or the usual one. */
  replace(choice: IColumnChoice | null): void {
    this._choice = choice ?? USUAL;
    this.notify();
  }

  /** Metrics to show wherever there are any of them. */
  setPreferred(keys: readonly string[]): void {
    if (keys !== this._preferred) {
      this._preferred = keys;
      this.notify();
    }
  }

  private _wanted(metrics: readonly string[]): readonly ChosenColumn[] {
    if (this._choice.columns) {
      return this._choice.columns;
    }
    const preferred = this._preferred.filter(key => metrics.includes(key));
    const primary = primaryMetric(metrics);
    const keys =
      preferred.length > 0 || primary === null ? preferred : [primary];
    return keys.map(key => ({ kind: 'metric', key, choice: 'last' }));
  }

  private _setColumns(columns: readonly ChosenColumn[]): void {
    this.replace({ ...this._choice, columns });
  }

  private _preferred: readonly string[] = [];
  private _choice = USUAL;
  private _memo: IMemo | null = null;
}

function isThere(column: ChosenColumn, keys: IColumnKeys): boolean {
  switch (column.kind) {
    case 'metric':
      return keys.metrics.includes(column.key);
    case 'param':
      return keys.params.includes(column.key);
    case 'tag':
      return keys.tags.includes(column.key);
    case 'attribute':
      return true;
  }
}

interface IMemo {
  /** What the columns follow from. */
  readonly grounds: readonly unknown[];
  readonly columns: readonly RunColumn[];
}
