import type { IWireNotebookFile } from '../../api/artifactwire';
import { type INotebookCell, notebookCells } from '../../model/notebookcells';
import { usePanel } from '../context';
import { Markdown } from '../markdown';
import { Output } from './output';
import { Code } from './text';

interface INotebookFileProps {
  readonly notebook: IWireNotebookFile;
}

/** A notebook to be read: text, code and what came out, drawn by the application and never trusted. */
export function NotebookFile({ notebook }: INotebookFileProps) {
  const { trans } = usePanel();
  const cells = notebookCells(notebook);
  return cells.length === 0 ? (
    <p className="jp-Trackside-Hint">{trans.__('This notebook is empty.')}</p>
  ) : (
    <div className="jp-Trackside-NotebookFile" tabIndex={0}>
      {cells.map((cell, index) => (
        <Cell key={index} cell={cell} />
      ))}
    </div>
  );
}

function Cell({ cell }: { readonly cell: INotebookCell }) {
  switch (cell.kind) {
    case 'markdown':
      return <Markdown text={cell.source} />;
    case 'raw':
      return <pre>{cell.source}</pre>;
    case 'code':
      return (
        <div className="jp-Trackside-NotebookFile-code">
          <span className="jp-Trackside-NotebookFile-prompt">
            [{cell.count ?? ' '}]
          </span>
          <Code text={cell.source} language={cell.language} />
          {cell.outputs.map((output, index) => (
            <Output key={index} output={output} />
          ))}
        </div>
      );
  }
}
