import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { TracksideSidePanel } from '../sidepanel';
import { ITrackside } from '../tokens';

/** Where the panel stands among those of the right side. */
const RANK = 700;

/** How long an undo is offered. */
const UNDO_MS = 10_000;

/** Puts the panel into the right side bar. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:panel',
  description: 'Shows the runs of the active notebook in the right side bar.',
  autoStart: true,
  requires: [ITrackside],
  optional: [ITranslator, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const run = (command: string, args = {}): void => {
      void app.commands.execute(command, args);
    };
    const panel = new TracksideSidePanel(trackside.model, {
      trans,
      insertSnippet: () => run(CommandIDs.insertSnippet),
      openPath: path => run('docmanager:open', { path }),
      offerUndo: (message, undo) => {
        Notification.success(message, {
          autoClose: UNDO_MS,
          actions: [{ label: trans.__('Undo'), callback: () => void undo() }]
        });
      },
      sayFailure: message => {
        Notification.error(message);
      }
    });
    app.shell.add(panel, 'right', { rank: RANK, type: 'Trackside' });
    restorer?.add(panel, panel.id);
  }
};
