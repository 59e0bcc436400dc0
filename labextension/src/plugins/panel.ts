import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { TracksideSidePanel } from '../sidepanel';
import { ITrackside } from '../tokens';
import { labHost } from './host';

/** Where the panel stands among those of the right side. */
const RANK = 700;

/** Puts the panel into the right side bar. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:panel',
  description: 'Shows the runs of the active notebook in the right side bar.',
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
    const trans = (translator ?? nullTranslator).load('trackside');
    const host = labHost(app, trans, rendermime);
    const panel = new TracksideSidePanel(trackside.model, host);
    app.shell.add(panel, 'right', { rank: RANK, type: 'Trackside' });
    restorer?.add(panel, panel.id);
  }
};
