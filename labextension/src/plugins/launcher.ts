import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';

/** Offers the panel and the experiments in the launcher. */
export const launcherPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:launcher',
  description: 'Adds Trackside to the launcher.',
  autoStart: true,
  optional: [ILauncher, ITranslator],
  activate: (
    _: JupyterFrontEnd,
    launcher: ILauncher | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const category = trans.__('Other');
    launcher?.add({ command: CommandIDs.open, category });
    launcher?.add({ command: CommandIDs.experiments, category });
  }
};
