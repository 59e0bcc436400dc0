import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  type MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { tracksideIcon } from '../icons';
import { Later } from '../later';
import { ITrackside } from '../tokens';
import { labHost } from './host';
import { labMemory } from './memory';
import { said } from './said';

/** Browses all experiments of the store in a tab of the main area. */
export const experimentsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:experiments',
  description: 'Shows all experiments of the store in a tab of the main area.',
  autoStart: true,
  requires: [ITrackside],
  optional: [
    ITranslator,
    ICommandPalette,
    ILayoutRestorer,
    IRenderMimeRegistry,
    IStateDB
  ],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    rendermime: IRenderMimeRegistry | null,
    state: IStateDB | null
  ): void => {
    const { model } = trackside;
    const trans = (translator ?? nullTranslator).load('trackside');
    const tracker = new WidgetTracker<MainAreaWidget>({
      namespace: 'trackside-experiments'
    });
    const source = new Later(() => import('./experimentstab'));
    const tab = new Later(async () => {
      const { experimentsTab } = await source.load(trans);
      const host = labHost(app, trans, rendermime);
      const memory = state && labMemory(state);
      return experimentsTab(app, model, host, memory, tracker);
    });
    app.commands.addCommand(CommandIDs.experiments, {
      label: trans.__('All Experiments'),
      caption: trans.__('Browse the experiments of the store and their runs'),
      icon: tracksideIcon,
      describedBy: async () => ({ args: (await source.load(trans)).ARGUMENTS }),
      execute: said(async args => {
        const { open } = await tab.load(trans);
        await open(args);
      })
    });
    const category = trans.__('Trackside');
    palette?.addItem({ command: CommandIDs.experiments, category });
    void restorer?.restore(tracker, {
      command: CommandIDs.experiments,
      args: () => ({ ...tab.code?.shown }),
      name: () => 'experiments'
    });
  }
};
