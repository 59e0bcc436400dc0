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
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs, COMPARE_ID } from '../commands';
import { compareIcon } from '../icons';
import { Later } from '../later';
import { ITrackside } from '../tokens';
import { NO_ARGUMENTS } from './commandoptions';
import { labHost } from './host';
import { mainTab } from './maintab';
import { said } from './said';

/** Compares the runs whose eyes are open in a tab of the main area. */
export const comparePlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:compare',
  description: 'Compares runs in a tab of the main area.',
  autoStart: true,
  requires: [ITrackside],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const host = labHost(app, trans, null);
    const tracker = new WidgetTracker<MainAreaWidget>({
      namespace: 'trackside-compare'
    });
    const source = new Later(() => import('../compare/widget'));
    const show = mainTab(app, async (): Promise<MainAreaWidget> => {
      const { CompareWidget } = await source.load(trans);
      const widget = new CompareWidget(trackside.model, host, COMPARE_ID);
      await tracker.add(widget);
      return widget;
    });
    app.commands.addCommand(CommandIDs.compare, {
      label: trans.__('Compare Runs'),
      caption: trans.__('Compare the runs whose dots are filled in the list'),
      icon: compareIcon,
      describedBy: { args: NO_ARGUMENTS },
      execute: said(show)
    });
    palette?.addItem({
      command: CommandIDs.compare,
      category: trans.__('Trackside')
    });
    void restorer?.restore(tracker, {
      command: CommandIDs.compare,
      name: () => 'compare'
    });
  }
};
