import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { createNotebookButton } from '../notebookbutton';
import { ITrackside } from '../tokens';

/** The toolbar and the item of it that `schema/plugin.json` names. */
const TOOLBAR = 'Notebook';
const ITEM = 'trackside';

/** Puts a button that opens the panel into the toolbar of notebooks. */
export const notebookButtonPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:notebook-button',
  description: 'Adds a button that opens the panel to notebooks.',
  autoStart: true,
  requires: [ITrackside],
  optional: [IToolbarWidgetRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    toolbars: IToolbarWidgetRegistry | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const { contents } = app.serviceManager;
    toolbars?.addFactory<NotebookPanel>(TOOLBAR, ITEM, ({ context }) =>
      createNotebookButton({
        model: trackside.model,
        trans,
        path: () => contents.localPath(context.path),
        onClick: () => void app.commands.execute(CommandIDs.open)
      })
    );
  }
};
