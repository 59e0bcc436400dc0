import { useEffect, useMemo } from 'react';

import type { PreviewModel } from '../model/preview';
import type { TracksideModel } from '../model/trackside';
import { type IPanelHost, PanelContext } from '../panel/context';
import { Preview } from '../panel/preview';

interface IArtifactViewProps {
  readonly model: TracksideModel;
  readonly host: IPanelHost;
  readonly preview: PreviewModel;
}

/** One file or folder of a run, with all the room that there is. */
export function ArtifactView({ model, host, preview }: IArtifactViewProps) {
  const context = useMemo(
    // It is in the tab already.
    () => ({ model, host: { ...host, openArtifact: null } }),
    [model, host]
  );
  useEffect(() => {
    void preview.load();
  }, [preview]);
  return (
    <PanelContext.Provider value={context}>
      <div
        className="jp-Trackside jp-Trackside-ArtifactTab"
        data-view="artifact"
      >
        <Preview preview={preview} onClose={null} onDelete={null} />
      </div>
    </PanelContext.Provider>
  );
}
