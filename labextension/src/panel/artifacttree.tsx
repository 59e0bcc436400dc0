import {
  caretDownEmptyIcon,
  caretRightIcon,
  fileIcon,
  folderIcon
} from '@jupyterlab/ui-components';
import { type KeyboardEvent, useState } from 'react';

import { formatBytes } from '../format';
import { placeKey } from '../model/artifactplace';
import type { ArtifactsModel, IArtifactLine } from '../model/artifacts';
import { usePanel } from './context';
import { treeStep } from './treekeys';

interface IArtifactTreeProps {
  readonly label: string;
  readonly artifacts: ArtifactsModel;
  readonly lines: readonly IArtifactLine[];
}

/** Files and folders as a tree: one stop of the Tab key, in which the arrow keys move, fold and unfold. */
export function ArtifactTree({ label, artifacts, lines }: IArtifactTreeProps) {
  const [focused, setFocused] = useState<string | null>(null);
  const stop =
    lines.find(({ place }) => placeKey(place) === focused) ??
    lines.find(line => isShown(line, artifacts)) ??
    lines[0];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const items =
      event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]');
    const current = [...items].findIndex(item => item === event.target);
    const line = lines[current];
    const step = hasModifier(event)
      ? null
      : treeStep(event.key, current, lines);
    if (!line || !step) {
      return;
    }
    event.preventDefault();
    if (step.kind === 'go') {
      items[step.index]?.focus();
    } else if (step.isFolded) {
      artifacts.fold(line);
    } else {
      void artifacts.unfold(line);
    }
  };
  return (
    <ul
      className="jp-Trackside-Tree"
      role="tree"
      aria-label={label}
      aria-busy={artifacts.root?.state.kind !== 'ready'}
      onKeyDown={onKeyDown}
    >
      {lines.map(line => (
        <TreeLine
          key={placeKey(line.place)}
          line={line}
          artifacts={artifacts}
          isTabStop={line === stop}
          onFocus={() => setFocused(placeKey(line.place))}
        />
      ))}
    </ul>
  );
}

interface ITreeLineProps {
  readonly artifacts: ArtifactsModel;
  readonly line: IArtifactLine;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
}

function TreeLine({ line, artifacts, isTabStop, onFocus }: ITreeLineProps) {
  const { place, name, isFolder, isOpen, depth, size, model } = line;
  const Caret = (isOpen ? caretDownEmptyIcon : caretRightIcon).react;
  const Icon = (isFolder ? folderIcon : fileIcon).react;
  const folder = isFolder ? artifacts.folder(place) : undefined;
  return (
    <li role="none">
      <button
        type="button"
        role="treeitem"
        tabIndex={isTabStop ? 0 : -1}
        aria-level={depth + 1}
        aria-selected={isShown(line, artifacts)}
        {...(isFolder ? { 'aria-expanded': isOpen } : {})}
        data-artifact={model ? model.name : place.path}
        data-model-id={place.modelId ?? undefined}
        title={model ? `${model.name} (${model.model_id})` : place.path}
        style={{ paddingInlineStart: 6 + depth * 14 }}
        onClick={() => void artifacts.choose(line)}
        onFocus={onFocus}
      >
        {isFolder ? (
          <Caret tag="span" className="jp-Trackside-Tree-caret" />
        ) : (
          <span className="jp-Trackside-Tree-caret" />
        )}
        <Icon tag="span" className="jp-Trackside-Tree-icon" />
        <span className="jp-Trackside-Tree-name">{name}</span>
        <ModelState line={line} />
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

/** That a logged model cannot be used, or not yet. */
function ModelState({ line: { model } }: { readonly line: IArtifactLine }) {
  const { trans } = usePanel();
  return model && model.status !== 'READY' ? (
    <span className="jp-Trackside-Badge">
      {model.status === 'FAILED'
        ? trans.__('failed')
        : trans.__('not finished')}
    </span>
  ) : null;
}

function isShown({ place }: IArtifactLine, { shown }: ArtifactsModel): boolean {
  return shown !== null && placeKey(shown.place) === placeKey(place);
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}
