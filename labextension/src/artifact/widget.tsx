import { MainAreaWidget } from '@jupyterlab/apputils';
import { fileIcon, folderIcon } from '@jupyterlab/ui-components';

import type { IArtifactPlace } from '../api/queries';
import { ARTIFACT_ID } from '../commands';
import { artifactUri, placeKey } from '../model/artifactplace';
import { PreviewModel } from '../model/preview';
import type { TracksideModel } from '../model/trackside';
import type { IPanelHost } from '../panel/context';
import { SeenWidget } from '../panel/seenwidget';
import { ArtifactView } from './view';

/** What is opened, and what its tab is called. */
export interface IOpenedArtifact {
  readonly place: IArtifactPlace;
  readonly isFolder: boolean;
  readonly name: string;
}

/** Make the tab of a file or folder. */
export function openArtifact(
  model: TracksideModel,
  host: IPanelHost,
  { place, isFolder, name }: IOpenedArtifact
): ArtifactWidget {
  const preview = new PreviewModel(model.client, place, isFolder, name);
  return new ArtifactWidget(model, host, preview);
}

/** A file or folder of a run as a tab of the main area. */
export class ArtifactWidget extends MainAreaWidget<SeenWidget> {
  constructor(
    model: TracksideModel,
    host: IPanelHost,
    readonly preview: PreviewModel
  ) {
    super({
      content: new SeenWidget(
        <ArtifactView model={model} host={host} preview={preview} />
      )
    });
    const { place, isFolder, name } = preview;
    this.id = `${ARTIFACT_ID}-${place.runId}-${placeKey(place)}`;
    this.toolbar.hide();
    this.title.icon = isFolder ? folderIcon : fileIcon;
    this.title.label = name;
    this.title.caption = artifactUri(place);
    this.title.closable = true;
  }

  override dispose(): void {
    this.preview.dispose();
    super.dispose();
  }
}
