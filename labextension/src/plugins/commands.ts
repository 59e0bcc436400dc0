import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';
import { refreshIcon } from '@jupyterlab/ui-components';

import { CommandIDs, PANEL_ID } from '../commands';
import { tracksideIcon } from '../icons';
import { ITrackside } from '../tokens';
import { type CommandOptions, NO_ARGUMENTS } from './commandoptions';

const RUN_ID_ARGUMENT = {
  type: 'object',
  properties: {
    runId: { type: 'string', description: 'The id of the run to open.' }
  },
  required: ['runId']
} as const;

/** The commands, also in the palette. */
export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:commands',
  description: 'Adds the commands of Trackside.',
  autoStart: true,
  requires: [ITrackside],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const commands = panelCommands(app, trackside, trans);
    for (const [id, options] of Object.entries(commands)) {
      app.commands.addCommand(id, options);
      if (id !== CommandIDs.openRun) {
        palette?.addItem({ command: id, category: trans.__('Trackside') });
      }
    }
  }
};

function panelCommands(
  app: JupyterFrontEnd,
  trackside: ITrackside,
  trans: TranslationBundle
): Readonly<Record<string, CommandOptions>> {
  return {
    [CommandIDs.open]: {
      label: trans.__('Show Trackside'),
      caption: trans.__('Show the runs of the active notebook'),
      icon: tracksideIcon,
      describedBy: { args: NO_ARGUMENTS },
      execute: async () => {
        // The palette, as it closes, gives the focus back to the notebook: after this call, but before the next frame.
        await new Promise(requestAnimationFrame);
        app.shell.activateById(PANEL_ID);
      }
    },
    [CommandIDs.refresh]: {
      label: trans.__('Refresh Trackside'),
      caption: trans.__('Read the runs again'),
      icon: refreshIcon,
      describedBy: { args: NO_ARGUMENTS },
      execute: () => trackside.refresh()
    },
    [CommandIDs.openRun]: {
      label: trans.__('Open Run'),
      caption: trans.__('Open a run in the panel by its id'),
      describedBy: { args: RUN_ID_ARGUMENT },
      isEnabled: ({ runId }) => typeof runId === 'string',
      execute: args => {
        const { runId } = args;
        if (typeof runId === 'string') {
          app.shell.activateById(PANEL_ID);
          trackside.openRun(runId);
        }
      }
    }
  };
}
