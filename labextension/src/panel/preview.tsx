import { closeIcon, downloadIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';

import type { IWirePreview } from '../api/wire';
import { formatBytes, formatCount } from '../format';
import type { IShownPreview } from '../model/artifacts';
import { usePanel } from './context';

interface IPreviewProps {
  readonly shown: IShownPreview;
  readonly downloadUrl: string;
  readonly imageUrl: string;
  readonly onClose: () => void;
}

/** An artifact as it can be shown without downloading it. */
export function Preview(props: IPreviewProps) {
  const { shown, downloadUrl, imageUrl, onClose } = props;
  const { trans } = usePanel();
  const { path, state, preview } = shown;
  const name = path.split('/').pop() ?? path;
  return (
    <section
      className="jp-Trackside-Preview"
      data-preview={path}
      data-kind={preview?.kind ?? state.kind}
    >
      <div className="jp-Trackside-Preview-head">
        <h4 title={path}>{name}</h4>
        <a
          className="jp-Trackside-IconButton"
          href={downloadUrl}
          download={name}
          title={trans.__('Download %1', name)}
          data-action="download"
        >
          <downloadIcon.react tag={null} />
        </a>
        <button
          type="button"
          className="jp-Trackside-IconButton"
          title={trans.__('Close the preview')}
          onClick={onClose}
        >
          <closeIcon.react tag={null} />
        </button>
      </div>
      {state.kind === 'failed' && (
        <p className="jp-Trackside-Error" role="alert">
          {state.error.message}
        </p>
      )}
      {state.kind === 'loading' && (
        <p className="jp-Trackside-Hint" role="status">
          {trans.__('Loading…')}
        </p>
      )}
      {preview && (
        <PreviewBody preview={preview} name={name} imageUrl={imageUrl} />
      )}
    </section>
  );
}

interface IPreviewBodyProps {
  readonly preview: IWirePreview;
  readonly name: string;
  readonly imageUrl: string;
}

function PreviewBody({ preview, name, imageUrl }: IPreviewBodyProps) {
  const { trans } = usePanel();
  switch (preview.kind) {
    case 'text':
      return preview.text === '' ? (
        <EmptyFile />
      ) : (
        <>
          <pre tabIndex={0}>{preview.text}</pre>
          {preview.truncated && (
            <p className="jp-Trackside-Hint">
              {trans.__('Only the beginning is shown.')}
            </p>
          )}
        </>
      );
    case 'json':
      return <pre tabIndex={0}>{JSON.stringify(preview.json, null, 2)}</pre>;
    case 'table':
      return preview.columns.length === 0 && preview.rows.length === 0 ? (
        <EmptyFile />
      ) : (
        <PreviewTable table={preview} />
      );
    case 'image':
      return <PreviewImage key={imageUrl} src={imageUrl} name={name} />;
    case 'binary':
      return (
        <p className="jp-Trackside-Hint">
          {trans.__(
            'There is no preview of this kind of file (%1).',
            formatBytes(preview.file_size)
          )}
        </p>
      );
  }
}

function EmptyFile() {
  const { trans } = usePanel();
  return <p className="jp-Trackside-Hint">{trans.__('This file is empty.')}</p>;
}

function PreviewImage(props: { readonly src: string; readonly name: string }) {
  const { trans } = usePanel();
  const [isBroken, setIsBroken] = useState(false);
  return isBroken ? (
    <p className="jp-Trackside-Hint">
      {trans.__('This image cannot be shown: it may be damaged.')}
    </p>
  ) : (
    <img src={props.src} alt={props.name} onError={() => setIsBroken(true)} />
  );
}

interface IPreviewTableProps {
  readonly table: Extract<IWirePreview, { readonly kind: 'table' }>;
}

function PreviewTable({ table }: IPreviewTableProps) {
  const { trans } = usePanel();
  const { columns, rows, total } = table;
  return (
    <>
      <div className="jp-Trackside-Preview-table" tabIndex={0}>
        <table className="jp-Trackside-Table">
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{cellText(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < total && (
        <p className="jp-Trackside-Hint">
          {trans.__(
            '%1 of %2 rows',
            formatCount(rows.length),
            formatCount(total)
          )}
        </p>
      )}
    </>
  );
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  if (typeof cell === 'number') {
    // Six digits hide what binary fractions leave behind (0.30000000000000004).
    return String(Number(cell.toPrecision(6)));
  }
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
