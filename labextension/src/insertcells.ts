import { type Notebook, NotebookActions } from '@jupyterlab/notebook';

import { type NewCell, tagged } from './model/newcell';

/** Insert code cells below the active one; an empty active cell takes the first. */
export function insertCells(
  notebook: Notebook,
  cells: readonly NewCell[]
): void {
  for (const { source, tags } of cells.map(tagged)) {
    if (!isEmptyCode(notebook)) {
      NotebookActions.insertBelow(notebook);
    }
    const cell = notebook.activeCell?.model;
    cell?.sharedModel.setSource(source);
    if (tags.length > 0) {
      cell?.setMetadata('tags', [...tags]);
    }
  }
}

function isEmptyCode(notebook: Notebook): boolean {
  const cell = notebook.activeCell?.model;
  return cell?.type === 'code' && cell.sharedModel.getSource().trim() === '';
}
