import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { ArtifactWidget } from '../artifact/widget';
import { CommandIDs } from '../commands';
import { Later } from '../later';
import { ITrackside } from '../tokens';
import { labHost } from './host';
import { said } from './said';

/** Shows files of runs in tabs of the main area. */
export const artifactPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:artifact',
  description: 'Shows a file or folder of a run in a tab of the main area.',
  autoStart: true,
  requires: [ITrackside],
  optional: [ITranslator, ILayoutRestorer, IRenderMimeRegistry],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    rendermime: IRenderMimeRegistry | null
  ): void => {
    const { model } = trackside;
    const trans = (translator ?? nullTranslator).load('trackside');
    const tracker = new WidgetTracker<ArtifactWidget>({
      namespace: 'trackside-artifact'
    });
    const source = new Later(() => import('./artifacttabs'));
    const tabs = new Later(async () => {
      const { artifactTabs } = await source.load(trans);
      return artifactTabs(app, model, labHost(app, trans, rendermime), tracker);
    });
    app.commands.addCommand(CommandIDs.openArtifact, {
      label: trans.__('Open an Artifact'),
      caption: trans.__('Show a file or folder of a run in a tab'),
      describedBy: async () => ({ args: (await source.load(trans)).ARGUMENTS }),
      execute: said(async args => {
        const open = await tabs.load(trans);
        return open(args);
      })
    });
    void restorer?.restore(tracker, {
      command: CommandIDs.openArtifact,
      args: ({ preview: { place, isFolder, name } }) => ({
        ...place,
        isFolder,
        name
      }),
      name: ({ id }) => id
    });
  }
};
