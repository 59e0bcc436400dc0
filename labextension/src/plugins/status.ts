import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { createStatusItem } from '../statusitem';
import { ITrackside } from '../tokens';

/** Shows the active run in the status bar. */
export const statusPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:status',
  description: 'Shows the active run and its elapsed time in the status bar.',
  autoStart: true,
  requires: [ITrackside],
  optional: [IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ): void => {
    if (!statusBar) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('trackside');
    const item = createStatusItem(trackside.model, trans, () => {
      void app.commands.execute(CommandIDs.open);
    });
    statusBar.registerStatusItem('trackside:status', {
      item,
      align: 'left',
      rank: 50,
      isActive: () => trackside.activeRun !== null,
      activeStateChanged: trackside.model.runs.changed
    });
  }
};
