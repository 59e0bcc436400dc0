import type { TranslationBundle } from '@jupyterlab/translation';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore
} from 'react';

import type { IArtifactPlace } from '../api/queries';
import type { INotebookNowCell } from '../model/cellchanges';
import type { NewCell } from '../model/newcell';
import type { IOutputData } from '../model/notebookcells';
import type { IObservable } from '../model/observable';
import type { TracksideModel } from '../model/trackside';

/** What the panel may ask of the application around it; a page without notebooks offers less. */
export interface IPanelHost {
  readonly trans: TranslationBundle;
  /** Insert a cell with the first lines of tracking into the active notebook. */
  readonly insertSnippet: (() => void) | null;
  /** Insert cells into the active notebook; null where there are no notebooks. */
  readonly insertCells: ((cells: readonly string[]) => void) | null;
  /** Make a notebook of these cells, beside the active one or the one at a path; null where there are no notebooks. */
  readonly newNotebook:
    ((cells: readonly NewCell[], beside?: string | null) => void) | null;
  /** The code cells of a notebook as it is now, saved or not; null where there are no notebooks. */
  readonly readNotebook:
    ((path: string) => Promise<readonly INotebookNowCell[]>) | null;
  /** Draw markdown into an element, and return what takes it out again. */
  readonly renderMarkdown:
    ((text: string, into: HTMLElement) => () => void) | null;
  /** Draw an output of a cell, by its MIME types, into an element, and return what takes it out again. */
  readonly renderOutput:
    ((output: IOutputData, into: HTMLElement) => () => void) | null;
  /** Stop what a kernel executes, and end the runs that it left open; null where kernels cannot be reached. */
  readonly stopRuns: ((kernelId: string) => Promise<void>) | null;
  /** Open a file of the server. */
  readonly openPath: ((path: string) => void) | null;
  /** Show the experiments of the store, and the runs of one; null for those shown last. */
  readonly openExperiments: (experimentId: string | null) => void;
  /** Show the comparison of the runs whose eyes are open. */
  readonly openCompare: () => void;
  /** Show a file or folder of a run, called `name`, where there is more room. */
  readonly openArtifact:
    ((place: IArtifactPlace, isFolder: boolean, name: string) => void) | null;
  /** Show the panel, for instance to look at a run in it. */
  readonly showPanel: () => void;
  /** Put a text into the clipboard, and say so. */
  readonly copyText: (text: string, said: string) => void;
  /** Say for a while what was done, with a button that undoes it. */
  readonly offerUndo: (message: string, undo: () => Promise<void>) => void;
  /** Say that something could not be done. */
  readonly sayFailure: (message: string) => void;
}

/** What every component of the panel can reach. */
export interface IPanelContext {
  readonly model: TracksideModel;
  readonly host: IPanelHost;
}

export const PanelContext = createContext<IPanelContext | null>(null);

/** The panel's model, host and translations. */
export function usePanel(): IPanelContext & {
  readonly trans: TranslationBundle;
} {
  const context = useContext(PanelContext);
  if (!context) {
    throw new Error('a panel component was drawn outside of a PanelContext');
  }
  return { ...context, trans: context.host.trans };
}

/** False while nobody can see what is drawn. */
export const SeenContext = createContext(true);

/** Draw again whenever the observable changes; while nobody can see it, once it is seen again. */
export function useObservable(observable: IObservable): number {
  const isSeen = useContext(SeenContext);
  const watch = useCallback(
    (redraw: () => void) => {
      const slot = (): void => redraw();
      if (isSeen) {
        observable.changed.connect(slot);
      }
      return () => {
        observable.changed.disconnect(slot);
      };
    },
    [observable, isSeen]
  );
  return useSyncExternalStore(watch, () => observable.version);
}

/** The present time, anew each `intervalMs` while the component is drawn; 0 stops the clock. */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (intervalMs <= 0) {
      return;
    }
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), intervalMs);
    return () => window.clearInterval(timer);
  }, [intervalMs]);
  return now;
}
