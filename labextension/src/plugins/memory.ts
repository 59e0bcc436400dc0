import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStateDB } from '@jupyterlab/statedb';

import { Memory } from '../model/memory';
import { ITrackside } from '../tokens';

/** Remembers what was chosen in each experiment over a reload of the page. */
export const memoryPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:memory',
  description: 'Remembers the chosen runs and metric columns per experiment.',
  autoStart: true,
  requires: [ITrackside],
  optional: [IStateDB],
  activate: (
    _: JupyterFrontEnd,
    trackside: ITrackside,
    state: IStateDB | null
  ): void => {
    if (state) {
      new Memory(trackside.model, {
        fetch: key => state.fetch(`trackside:${key}`),
        save: (key, value) => state.save(`trackside:${key}`, value)
      });
    }
  }
};
