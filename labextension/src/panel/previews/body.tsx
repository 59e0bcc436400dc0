import { formatBytes } from '../../format';
import type { PreviewModel, ShownArtifact } from '../../model/preview';
import { usePanel } from '../context';
import { Figure } from './figure';
import { FolderContent } from './foldercontent';
import { Media } from './media';
import { ModelFolder } from './modelfolder';
import { NotebookFile } from './notebookfile';
import { Page } from './page';
import { Pdf } from './pdf';
import { Picture } from './picture';
import { Table } from './table';
import { Text } from './text';

interface IPreviewBodyProps {
  readonly preview: PreviewModel;
  readonly shown: ShownArtifact;
}

/** A file as what it is. */
export function PreviewBody({ preview, shown }: IPreviewBodyProps) {
  const { trans } = usePanel();
  const { name, inlineUrl } = preview;
  switch (shown.kind) {
    case 'text':
      return <Text name={name} content={shown} />;
    case 'json':
      return <pre tabIndex={0}>{JSON.stringify(shown.json, null, 2)}</pre>;
    case 'table':
      return (
        <Table table={shown} onTurn={offset => void preview.load(offset)} />
      );
    case 'image':
      return <Picture key={inlineUrl} src={inlineUrl} name={name} />;
    case 'audio':
    case 'video':
      return <Media kind={shown.kind} src={inlineUrl} name={name} />;
    case 'page':
      return <Page src={inlineUrl} name={name} />;
    case 'pdf':
      return <Pdf preview={preview} size={shown.file_size} />;
    case 'notebook':
      return <NotebookFile notebook={shown.notebook} />;
    case 'figure':
      return <Figure figure={shown.figure} name={name} />;
    case 'folder':
      return <FolderContent files={shown.files} />;
    case 'model':
      return <ModelFolder preview={preview} folder={shown.folder} />;
    case 'unread':
      return (
        <p className="jp-Trackside-Hint">
          {trans.__(
            'Showing this kind of file (%1) needs the Python package %2 in the environment of the Jupyter server: pip install %2',
            formatBytes(shown.file_size),
            shown.needs
          )}
        </p>
      );
    case 'binary':
      return (
        <p className="jp-Trackside-Hint">
          {trans.__(
            'There is no preview of this kind of file (%1).',
            formatBytes(shown.file_size)
          )}
        </p>
      );
  }
}
