import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import type { ArtifactWidget, IOpenedArtifact } from '../artifact/widget';
import { CommandIDs } from '../commands';
import { placeKey, placeName } from '../model/artifactplace';
import type { TracksideModel } from '../model/trackside';
import type { IPanelHost } from '../panel/context';
import { ITrackside } from '../tokens';
import { labHost } from './host';
import { mainTab } from './maintab';

const ARGUMENTS = {
  type: 'object',
  properties: {
    runId: { type: 'string', description: 'The id of the run.' },
    modelId: {
      type: ['string', 'null'],
      description: 'The id of the logged model of the run that it belongs to.'
    },
    path: { type: 'string', description: 'The path of the file or folder.' },
    isFolder: { type: 'boolean', description: 'Whether it is a folder.' },
    name: { type: 'string', description: 'What the tab is called.' }
  },
  required: ['runId', 'path']
} as const;

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
    const trans = (translator ?? nullTranslator).load('trackside');
    const host = labHost(app, trans, rendermime);
    const tracker = new WidgetTracker<ArtifactWidget>({
      namespace: 'trackside-artifact'
    });
    const open = opener(app, trackside.model, host, tracker);
    app.commands.addCommand(CommandIDs.openArtifact, {
      label: trans.__('Open an Artifact'),
      caption: trans.__('Show a file or folder of a run in a tab'),
      describedBy: { args: ARGUMENTS },
      execute: open
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

type Open = (args: ReadonlyPartialJSONObject) => Promise<unknown>;

/** What shows the tab of a file or folder, one for each. */
function opener(
  app: JupyterFrontEnd,
  model: TracksideModel,
  host: IPanelHost,
  tracker: WidgetTracker<ArtifactWidget>
): Open {
  const shows = new Map<string, () => Promise<ArtifactWidget>>();
  return args => {
    const { place, isFolder, name } = parsed(args);
    const key = `${place.runId}/${placeKey(place)}`;
    const make = async (): Promise<ArtifactWidget> => {
      // Not at the start of Lab, which this would slow down.
      const { openArtifact } = await import('../artifact/widget');
      const widget = openArtifact(model, host, { place, isFolder, name });
      widget.disposed.connect(() => shows.delete(key));
      await tracker.add(widget);
      return widget;
    };
    const show = shows.get(key) ?? mainTab(app, make);
    shows.set(key, show);
    return show();
  };
}

function parsed(args: ReadonlyPartialJSONObject): IOpenedArtifact {
  const { runId, modelId, path, isFolder, name } = args;
  if (typeof runId !== 'string' || typeof path !== 'string') {
    throw new Error(`${CommandIDs.openArtifact} takes runId and path.`);
  }
  const place = {
    runId,
    modelId: typeof modelId === 'string' ? modelId : null,
    path
  };
  return {
    place,
    isFolder: isFolder === true,
    name: typeof name === 'string' ? name : placeName(place)
  };
}
