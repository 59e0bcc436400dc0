import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

import type { IWireRun } from '../api/wire';
import { Observable } from './observable';

/** The id of an extension's tab: `<extension>:<tab>`, which no tab of our own can be called. */
export type ExtensionTabId = `${string}:${string}`;

/** A run drawn by an extension's tab. */
export interface IRunTabView {
  /** The run changed: a metric was logged, it ended, somebody renamed it. */
  update(run: IWireRun): void;

  /** The tab was left, or another run opened. The node is emptied afterwards. */
  dispose(): void;
}

/** A tab that an extension adds to the detail of runs. */
export interface IRunTab {
  /** `<extension>:<tab>`, for instance `my-extension:cost`. */
  readonly id: ExtensionTabId;

  /** What stands on the tab, in the user's language. */
  readonly label: string;

  /** Tabs stand in the order of their ranks, behind Trackside's own; 100 if there is none. */
  readonly rank?: number;

  /**
   * Draw a run into an empty node that is in the page.
   *
   * #### Notes
   * What this throws is shown in the tab's place.
   */
  render(node: HTMLElement, run: IWireRun): IRunTabView;
}

const DEFAULT_RANK = 100;

/** The tabs that extensions added, in order. */
export class RunTabs extends Observable {
  get all(): readonly IRunTab[] {
    return this._all;
  }

  get(id: ExtensionTabId): IRunTab | undefined {
    return this._all.find(tab => tab.id === id);
  }

  /** Add a tab; disposing of what is returned takes it out again. */
  add(tab: IRunTab): IDisposable {
    const { id } = tab;
    if (!/^[^:]+:[^:]+$/.test(id)) {
      throw new Error(
        `The id of a tab is '<extension>:<tab>', for instance 'my-extension:cost', and not '${id}'.`
      );
    }
    if (this.get(id)) {
      throw new Error(`There is a tab '${id}' already: dispose of it first.`);
    }
    // Sorting is stable: tabs of one rank stay in the order in which they came.
    this._all = [...this._all, tab].sort((a, b) => rankOf(a) - rankOf(b));
    this.notify();
    return new DisposableDelegate(() => {
      this._all = this._all.filter(each => each !== tab);
      this.notify();
    });
  }

  private _all: readonly IRunTab[] = [];
}

function rankOf({ rank = DEFAULT_RANK }: IRunTab): number {
  return rank;
}
