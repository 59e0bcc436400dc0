import { downloadIcon, refreshIcon } from '@jupyterlab/ui-components';
import { useEffect } from 'react';

import type { ArtifactsModel } from '../model/artifacts';
import { canDelete, placeKey } from '../model/artifactplace';
import { ArtifactTree } from './artifacttree';
import { IconButton } from './buttons';
import { useObservable, usePanel } from './context';
import { Failure } from './failure';
import { Preview } from './preview';
import { Problem } from './problem';

interface IArtifactsProps {
  readonly artifacts: ArtifactsModel;
  /** Whether the run may be changed; a deleted one may not. */
  readonly canChange: boolean;
}

/** The files of a run, and of the models that it made, as trees whose folders load when they are opened, and a preview. */
export function Artifacts({ artifacts, canChange }: IArtifactsProps) {
  const { trans } = usePanel();
  useObservable(artifacts);
  useEffect(() => {
    artifacts.setShown(true);
    return () => artifacts.setShown(false);
  }, [artifacts]);
  const { root, shown, lines, modelLines } = artifacts;
  const hasLines = lines.length > 0 || modelLines.length > 0;
  const error = root?.state.kind === 'failed' ? root.state.error : null;
  if (error && !hasLines) {
    return <Failure error={error} onRetry={() => void artifacts.refresh()} />;
  }
  if (root?.state.kind === 'ready' && !hasLines) {
    return <NoArtifacts artifacts={artifacts} />;
  }
  return (
    <div className="jp-Trackside-Artifacts">
      <div className="jp-Trackside-Artifacts-split">
        <div className="jp-Trackside-Artifacts-trees">
          <TreeHead artifacts={artifacts} hasFiles={lines.length > 0} />
          {error && <Problem text={error.message} />}
          <ArtifactTree
            label={trans.__('Artifacts')}
            artifacts={artifacts}
            lines={lines}
          />
          {modelLines.length > 0 && (
            <>
              <h4>{trans.__('Logged models')}</h4>
              <ArtifactTree
                label={trans.__('Logged models')}
                artifacts={artifacts}
                lines={modelLines}
              />
            </>
          )}
        </div>
        {shown && (
          <Preview
            key={placeKey(shown.place)}
            preview={shown}
            onClose={() => artifacts.close()}
            onDelete={
              canChange && canDelete(shown.place)
                ? () => artifacts.delete(shown.place)
                : null
            }
          />
        )}
      </div>
    </div>
  );
}

function NoArtifacts({ artifacts }: { readonly artifacts: ArtifactsModel }) {
  const { trans } = usePanel();
  return (
    <>
      <TreeHead artifacts={artifacts} hasFiles={false} />
      <p className="jp-Trackside-Hint" data-empty="no-artifacts">
        {trans.__(
          'This run has logged no artifacts. In its cells, trackside.log_artifact(path) keeps a file or a folder, log_text, log_figure and log_table what they are given.'
        )}
      </p>
    </>
  );
}

interface ITreeHeadProps {
  readonly artifacts: ArtifactsModel;
  readonly hasFiles: boolean;
}

/** What can be done with all files together. */
function TreeHead({ artifacts, hasFiles }: ITreeHeadProps) {
  const { trans } = usePanel();
  const { root, archiveUrl } = artifacts;
  return (
    <div className="jp-Trackside-Artifacts-head">
      {hasFiles && (
        <a
          className="jp-Trackside-IconButton"
          href={archiveUrl}
          download
          title={trans.__('Download all files of the run as a zip')}
          data-action="download-all"
        >
          <downloadIcon.react tag={null} />
        </a>
      )}
      <IconButton
        title={trans.__('Look for new files')}
        aria-busy={root?.state.kind === 'loading'}
        data-action="refresh-artifacts"
        onClick={() => void artifacts.refresh()}
      >
        <refreshIcon.react tag={null} />
      </IconButton>
    </div>
  );
}
