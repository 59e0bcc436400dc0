import { type Notebook, NotebookActions } from '@jupyterlab/notebook';

/** Insert code cells below the active one; an empty active cell takes the first. */
export function insertCells(
  notebook: Notebook,
  sources: readonly string[]
): void {
  for (const source of sources) {
    if (!isEmptyCode(notebook)) {
      NotebookActions.insertBelow(notebook);
    }
    notebook.activeCell?.model.sharedModel.setSource(source);
  }
}

function isEmptyCode(notebook: Notebook): boolean {
  const cell = notebook.activeCell?.model;
  return cell?.type === 'code' && cell.sharedModel.getSource().trim() === '';
}
