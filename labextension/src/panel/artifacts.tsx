import {
  caretDownEmptyIcon,
  caretRightIcon,
  fileIcon,
  folderIcon
} from '@jupyterlab/ui-components';
import { useEffect } from 'react';

import { formatBytes } from '../format';
import type { ArtifactsModel, IArtifactLine } from '../model/artifacts';
import { useObservable, usePanel } from './context';
import { Failure } from './emptystate';
import { Preview } from './preview';

interface IArtifactsProps {
  readonly artifacts: ArtifactsModel;
}

/** The files of a run as a tree whose folders load when they are opened, and a preview. */
export function Artifacts({ artifacts }: IArtifactsProps) {
  const { trans } = usePanel();
  useObservable(artifacts);
  useEffect(() => {
    void artifacts.load();
  }, [artifacts]);
  const { root, shown, lines } = artifacts;
  if (root?.state.kind === 'failed') {
    const { error } = root.state;
    return <Failure error={error} onRetry={() => void artifacts.refresh()} />;
  }
  if (root?.state.kind === 'ready' && lines.length === 0) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('This run has logged no artifacts.')}
      </p>
    );
  }
  return (
    <>
      <ul
        className="jp-Trackside-Tree"
        role="tree"
        aria-label={trans.__('Artifacts')}
        aria-busy={root?.state.kind !== 'ready'}
      >
        {lines.map(line => (
          <TreeLine key={line.file.path} line={line} artifacts={artifacts} />
        ))}
      </ul>
      {shown && (
        <Preview
          shown={shown}
          downloadUrl={artifacts.fileUrl(shown.path)}
          imageUrl={artifacts.fileUrl(shown.path, true)}
          onClose={() => void artifacts.show(null)}
        />
      )}
    </>
  );
}

interface ITreeLineProps extends IArtifactsProps {
  readonly line: IArtifactLine;
}

function TreeLine({ line, artifacts }: ITreeLineProps) {
  const { file, depth, isOpen } = line;
  const isShown = artifacts.shown?.path === file.path;
  const name = file.path.split('/').pop() ?? file.path;
  const Caret = (isOpen ? caretDownEmptyIcon : caretRightIcon).react;
  const Icon = (file.is_dir ? folderIcon : fileIcon).react;
  const folder = file.is_dir ? artifacts.folder(file.path) : undefined;
  const open = (): void => {
    void (file.is_dir
      ? artifacts.toggle(file.path)
      : artifacts.show(file.path));
  };
  return (
    <li role="none">
      <button
        type="button"
        role="treeitem"
        aria-level={depth + 1}
        aria-selected={isShown}
        {...(file.is_dir ? { 'aria-expanded': isOpen } : {})}
        data-artifact={file.path}
        title={file.path}
        style={{ paddingInlineStart: 6 + depth * 14 }}
        onClick={open}
      >
        {file.is_dir ? (
          <Caret tag="span" className="jp-Trackside-Tree-caret" />
        ) : (
          <span className="jp-Trackside-Tree-caret" />
        )}
        <Icon tag="span" className="jp-Trackside-Tree-icon" />
        <span className="jp-Trackside-Tree-name">{name}</span>
        {file.file_size !== null && (
          <span className="jp-Trackside-Tree-size">
            {formatBytes(file.file_size)}
          </span>
        )}
      </button>
      {isOpen && folder?.state.kind === 'failed' && (
        <p className="jp-Trackside-Error">{folder.state.error.message}</p>
      )}
    </li>
  );
}
