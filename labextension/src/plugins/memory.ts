import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStateDB } from '@jupyterlab/statedb';

import { type IMemoryStore, Memory } from '../model/memory';
import { ITrackside } from '../tokens';

/** Remembers what was chosen in each experiment over a reload of the page. */
export const memoryPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:memory',
  description:
    'Remembers columns, order, filter and shown runs per experiment.',
  autoStart: true,
  requires: [ITrackside],
  optional: [IStateDB],
  activate: (
    _: JupyterFrontEnd,
    trackside: ITrackside,
    state: IStateDB | null
  ): void => {
    if (state) {
      new Memory(trackside.model, labMemory(state));
    }
  }
};

/** What is remembered lies in Lab's state database. */
export function labMemory(state: IStateDB): IMemoryStore {
  return {
    fetch: async key => {
      const text = await state.fetch(`trackside:${key}`);
      return typeof text === 'string' ? (JSON.parse(text) as unknown) : text;
    },
    save: (key, value) =>
      // As text: what is read back is not trusted anyway.
      state.save(`trackside:${key}`, JSON.stringify(value))
  };
}
