import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';

import { CommandIDs } from '../commands';

const INTRODUCED = 'trackside:introduced';

/**
 * Opens the panel beside the first notebook that a new user opens, once: from then on it is where
 * the user leaves it.
 */
export const introductionPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:introduction',
  description: 'Opens the panel beside the first notebook, once.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [IStateDB],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    state: IStateDB | null
  ): void => {
    if (state) {
      void app.restored.then(() => introduce(app, notebooks, state));
    }
  }
};

async function introduce(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  state: IStateDB
): Promise<void> {
  if (await state.fetch(INTRODUCED)) {
    return;
  }
  const open = (_: unknown, notebook: NotebookPanel): void => {
    notebooks.widgetAdded.disconnect(open);
    void state.save(INTRODUCED, true);
    void app.commands.execute(CommandIDs.open).then(() => {
      // Nobody asked for the panel: the keyboard stays in the notebook.
      app.shell.activateById(notebook.id);
    });
  };
  if (notebooks.currentWidget) {
    open(notebooks, notebooks.currentWidget);
  } else {
    notebooks.widgetAdded.connect(open);
  }
}
