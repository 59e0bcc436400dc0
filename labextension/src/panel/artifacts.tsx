import {
  caretDownEmptyIcon,
  caretRightIcon,
  downloadIcon,
  fileIcon,
  folderIcon,
  refreshIcon
} from '@jupyterlab/ui-components';
import { useEffect } from 'react';

import { formatBytes } from '../format';
import type { ArtifactsModel, IArtifactLine } from '../model/artifacts';
import { canDelete, placeKey } from '../model/artifactplace';
import { useObservable, usePanel } from './context';
import { Failure } from './emptystate';
import { Preview } from './preview';

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
    void artifacts.load();
  }, [artifacts]);
  const { root, shown, lines, modelLines } = artifacts;
  if (root?.state.kind === 'failed') {
    const { error } = root.state;
    return <Failure error={error} onRetry={() => void artifacts.refresh()} />;
  }
  if (
    root?.state.kind === 'ready' &&
    lines.length === 0 &&
    modelLines.length === 0
  ) {
    return <NoArtifacts artifacts={artifacts} />;
  }
  return (
    <div className="jp-Trackside-Artifacts">
      <div className="jp-Trackside-Artifacts-split">
        <div className="jp-Trackside-Artifacts-trees">
          <TreeHead artifacts={artifacts} hasFiles={lines.length > 0} />
          <Tree
            label={trans.__('Artifacts')}
            artifacts={artifacts}
            lines={lines}
          />
          {modelLines.length > 0 && (
            <>
              <h4>{trans.__('Logged models')}</h4>
              <Tree
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
      <button
        type="button"
        className="jp-Trackside-IconButton"
        title={trans.__('Look for new files')}
        aria-busy={root?.state.kind === 'loading'}
        data-action="refresh-artifacts"
        onClick={() => void artifacts.refresh()}
      >
        <refreshIcon.react tag={null} />
      </button>
    </div>
  );
}

interface ITreeProps {
  readonly label: string;
  readonly artifacts: ArtifactsModel;
  readonly lines: readonly IArtifactLine[];
}

function Tree({ label, artifacts, lines }: ITreeProps) {
  return (
    <ul
      className="jp-Trackside-Tree"
      role="tree"
      aria-label={label}
      aria-busy={artifacts.root?.state.kind !== 'ready'}
    >
      {lines.map(line => (
        <TreeLine
          key={placeKey(line.place)}
          line={line}
          artifacts={artifacts}
        />
      ))}
    </ul>
  );
}

interface ITreeLineProps {
  readonly artifacts: ArtifactsModel;
  readonly line: IArtifactLine;
}

function TreeLine({ line, artifacts }: ITreeLineProps) {
  const { trans } = usePanel();
  const { place, name, isFolder, isOpen, depth, size, model } = line;
  const { shown } = artifacts;
  const isShown = shown !== null && placeKey(shown.place) === placeKey(place);
  const Caret = (isOpen ? caretDownEmptyIcon : caretRightIcon).react;
  const Icon = (isFolder ? folderIcon : fileIcon).react;
  const folder = isFolder ? artifacts.folder(place) : undefined;
  return (
    <li role="none">
      <button
        type="button"
        role="treeitem"
        aria-level={depth + 1}
        aria-selected={isShown}
        {...(isFolder ? { 'aria-expanded': isOpen } : {})}
        data-artifact={model ? model.name : place.path}
        data-model-id={place.modelId ?? undefined}
        title={model ? `${model.name} (${model.model_id})` : place.path}
        style={{ paddingInlineStart: 6 + depth * 14 }}
        onClick={() => void artifacts.choose(line)}
      >
        {isFolder ? (
          <Caret tag="span" className="jp-Trackside-Tree-caret" />
        ) : (
          <span className="jp-Trackside-Tree-caret" />
        )}
        <Icon tag="span" className="jp-Trackside-Tree-icon" />
        <span className="jp-Trackside-Tree-name">{name}</span>
        {model && model.status !== 'READY' && (
          <span className="jp-Trackside-Badge">
            {model.status === 'FAILED'
              ? trans.__('failed')
              : trans.__('not finished')}
          </span>
        )}
        {size !== null && (
          <span className="jp-Trackside-Tree-size">{formatBytes(size)}</span>
        )}
      </button>
      {isOpen && folder?.state.kind === 'failed' && (
        <p className="jp-Trackside-Error">{folder.state.error.message}</p>
      )}
    </li>
  );
}
