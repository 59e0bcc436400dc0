import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { Client } from '../api/client';
import { Feed } from '../api/feed';
import type { ColumnModel } from '../model/columnmodel';
import type { NotebookModel } from '../model/notebook';
import { TracksideModel } from '../model/trackside';
import { ITrackside } from '../tokens';
import { Tracker } from '../tracker';

const PLUGIN_ID = 'trackside:plugin';

/** Keeps the state of the active notebook's experiment, and offers it to the other plugins. */
export const trackerPlugin: JupyterFrontEndPlugin<ITrackside> = {
  id: PLUGIN_ID,
  description: 'Follows the active notebook and its runs.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ISettingRegistry],
  provides: ITrackside,
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    settings: ISettingRegistry | null
  ): ITrackside => {
    const { serverSettings } = app.serviceManager;
    const feed = new Feed(serverSettings);
    const model = new TracksideModel(new Client(serverSettings), feed);
    void app.restored.then(() => {
      follow(app, notebooks, model.notebook);
      return model.start();
    });
    if (settings) {
      void obey(settings, model.columns);
    }
    return new Tracker(model);
  }
};

/** Obey the settings, now and when they change. */
async function obey(
  registry: ISettingRegistry,
  columns: ColumnModel
): Promise<void> {
  const settings = await registry.load(PLUGIN_ID);
  const read = (): void => {
    const wanted = settings.composite['metricColumns'];
    columns.setPreferred(Array.isArray(wanted) ? wanted.map(String) : []);
  };
  settings.changed.connect(read);
  read();
}

/** Tell the model which notebook is active, also when it is renamed. */
function follow(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  notebook: NotebookModel
): void {
  const { contents } = app.serviceManager;
  let followed: NotebookPanel | null = null;
  const tell = (): void => {
    const path = followed?.context.path;
    // A drive's prefix is Lab's own word: the server knows the path without it.
    void notebook.follow(path ? contents.localPath(path) : null);
  };
  const onCurrent = (_: unknown, panel: NotebookPanel | null): void => {
    followed?.context.pathChanged.disconnect(tell);
    followed = panel;
    followed?.context.pathChanged.connect(tell);
    tell();
  };
  notebooks.currentChanged.connect(onCurrent);
  onCurrent(notebooks, notebooks.currentWidget);
}
