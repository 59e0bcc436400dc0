import type { JupyterFrontEnd } from '@jupyterlab/application';
import { NotebookPanel } from '@jupyterlab/notebook';

import type { INotebookNowCell } from '../model/cellchanges';
import { notebookCells } from '../model/notebookcells';
import { fields, isRecord, textOrNull } from '../model/parsing';

/** The code cells of a notebook: those on the screen if it is open, else those of its file. */
export async function readNotebook(
  app: JupyterFrontEnd,
  path: string
): Promise<readonly INotebookNowCell[]> {
  for (const widget of app.shell.widgets('main')) {
    if (widget instanceof NotebookPanel && widget.context.path === path) {
      return openCells(widget);
    }
  }
  const file = await app.serviceManager.contents.get(path, {
    type: 'notebook',
    content: true
  });
  return savedCells(file.content);
}

function openCells({ content }: NotebookPanel): readonly INotebookNowCell[] {
  return content.widgets
    .filter(({ model }) => model.type === 'code')
    .map(({ model }) => ({
      id: model.sharedModel.getId(),
      source: model.sharedModel.getSource()
    }));
}

function savedCells(content: unknown): readonly INotebookNowCell[] {
  const { cells } = fields(content);
  const raw = Array.isArray(cells) ? cells.filter(isRecord) : [];
  return raw.flatMap(cell => {
    const { cell_type } = cell;
    const [read] = notebookCells({ cells: [{ ...cell, cell_type }] });
    return read?.kind === 'code'
      ? [{ id: textOrNull(cell['id']), source: read.source }]
      : [];
  });
}
