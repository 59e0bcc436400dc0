import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { WidgetTracker } from '@jupyterlab/apputils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import {
  type ArtifactWidget,
  type IOpenedArtifact,
  openArtifact
} from '../artifact/widget';
import { CommandIDs } from '../commands';
import { placeKey, placeName } from '../model/artifactplace';
import type { TracksideModel } from '../model/trackside';
import type { IPanelHost } from '../panel/context';
import { mainTab } from './maintab';

/** What the command that opens an artifact takes. */
export const ARGUMENTS = {
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

type Open = (args: ReadonlyPartialJSONObject) => Promise<ArtifactWidget>;

/** Make what shows the tab of a file or folder, one for each. */
export function artifactTabs(
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
