import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PathExt } from '@jupyterlab/coreutils';
import { type INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { insertCells } from '../insertcells';
import type { NewCell } from '../model/newcell';
import { isRecord, textOrNull, texts } from '../model/parsing';

const CELLS = {
  type: 'array',
  items: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: {
          source: { type: 'string' },
          tags: { type: 'array', items: { type: 'string' } }
        },
        required: ['source']
      }
    ]
  },
  description: 'The code cells: their sources, or sources with tags.'
} as const;

/** What the command that inserts cells takes. */
export const CELLS_ARGUMENT = {
  type: 'object',
  properties: { cells: CELLS },
  required: ['cells']
} as const;

/** What the command that makes a notebook takes. */
export const NOTEBOOK_ARGUMENTS = {
  type: 'object',
  properties: {
    cells: CELLS,
    beside: {
      type: 'string',
      description: 'The notebook in whose folder the new one is made.'
    }
  },
  required: ['cells']
} as const;

/** Insert cells below the active one, if there is a notebook. */
export function insertInto(
  panel: NotebookPanel | null,
  cells: readonly NewCell[]
): void {
  if (panel) {
    insertCells(panel.content, cells);
  }
}

/** Make a notebook of the cells that a command was given, with the kernel of the active one. */
export async function makeNotebook(
  { commands }: JupyterFrontEnd,
  notebooks: INotebookTracker,
  args: ReadonlyPartialJSONObject
): Promise<void> {
  const active = notebooks.currentWidget;
  const beside = textOrNull(args['beside']) ?? active?.context.path ?? '';
  const made: unknown = await commands.execute('notebook:create-new', {
    activate: true,
    cwd: PathExt.dirname(beside),
    kernelName: active?.sessionContext.kernelPreference.name ?? 'python3'
  });
  if (made instanceof NotebookPanel) {
    await made.context.ready;
    insertInto(made, cellsOf(args));
  }
}

/** The cells that a command was given. */
export function cellsOf({
  cells
}: ReadonlyPartialJSONObject): readonly NewCell[] {
  return Array.isArray(cells) ? cells.map(cellOf) : [];
}

function cellOf(cell: unknown): NewCell {
  return isRecord(cell)
    ? { source: String(cell['source']), tags: texts(cell['tags']) }
    : String(cell);
}
