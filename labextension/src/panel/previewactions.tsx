import {
  addBelowIcon,
  closeIcon,
  copyIcon,
  deleteIcon,
  downloadIcon,
  launchIcon,
  type LabIcon
} from '@jupyterlab/ui-components';

import { loadCells } from '../model/artifactcells';
import { artifactUri } from '../model/artifactplace';
import type { PreviewModel } from '../model/preview';
import { IconButton } from './buttons';
import { usePanel } from './context';

interface IPreviewActionsProps {
  readonly preview: PreviewModel;
  /** Null where it cannot be closed by itself. */
  readonly onClose: (() => void) | null;
  /** Null for what cannot be deleted. */
  readonly onDelete: (() => void) | null;
}

/** What can be done with a file or folder. */
export function PreviewActions(props: IPreviewActionsProps) {
  const { preview, onClose, onDelete } = props;
  const { host, trans } = usePanel();
  const { insertCells, openArtifact } = host;
  const { place, name, isFolder, shown } = preview;
  const uri = artifactUri(place);
  return (
    <>
      {insertCells && (
        <Action
          name="load-in-notebook"
          title={trans.__(
            'Load in notebook: insert a cell that loads %1',
            name
          )}
          icon={addBelowIcon}
          // How it is loaded depends on what it is.
          isDisabled={!shown}
          onClick={() => shown && insertCells(loadCells(place, shown))}
        />
      )}
      <Action
        name="copy-path"
        title={trans.__('Copy path: %1', uri)}
        icon={copyIcon}
        onClick={() =>
          host.copyText(uri, trans.__('The path %1 was copied.', uri))
        }
      />
      {openArtifact && (
        <Action
          name="open-artifact"
          title={trans.__('Open in a tab')}
          icon={launchIcon}
          onClick={() => openArtifact(place, isFolder, name)}
        />
      )}
      <a
        className="jp-Trackside-IconButton"
        href={preview.downloadUrl}
        download={isFolder ? `${name}.zip` : name}
        title={
          isFolder
            ? trans.__('Download %1 as a zip', name)
            : trans.__('Download %1', name)
        }
        data-action="download"
      >
        <downloadIcon.react tag={null} />
      </a>
      {onDelete && (
        <Action
          name="delete-artifact"
          title={trans.__('Delete %1', name)}
          icon={deleteIcon}
          onClick={onDelete}
        />
      )}
      {onClose && (
        <Action
          name="close-preview"
          title={trans.__('Close the preview')}
          icon={closeIcon}
          onClick={onClose}
        />
      )}
    </>
  );
}

interface IActionProps {
  readonly name: string;
  readonly title: string;
  readonly icon: LabIcon;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

function Action({ name, title, icon, isDisabled, onClick }: IActionProps) {
  return (
    <IconButton
      data-action={name}
      title={title}
      disabled={isDisabled}
      onClick={onClick}
    >
      <icon.react tag={null} />
    </IconButton>
  );
}
