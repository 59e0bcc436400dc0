import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { CommandIDs } from '../commands';
import { insertCells } from '../insertcells';
import type { NewCell } from '../model/newcell';
import { isRecord, textOrNull, texts } from '../model/parsing';
import { SNIPPET_CELLS } from '../model/snippet';
import { type CommandOptions, NO_ARGUMENTS } from './commandoptions';

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

const CELLS_ARGUMENT = {
  type: 'object',
  properties: { cells: CELLS },
  required: ['cells']
} as const;

const NOTEBOOK_ARGUMENTS = {
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

/** The commands that write cells into notebooks. */
export const cellsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:cells',
  description: 'Inserts cells that track a first run or use a model.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const { commands } = app;
    commands.addCommand(
      CommandIDs.insertSnippet,
      snippetCommand(notebooks, trans)
    );
    commands.addCommand(
      CommandIDs.insertCells,
      insertCommand(notebooks, trans)
    );
    commands.addCommand(
      CommandIDs.newNotebook,
      notebookCommand(app, notebooks, trans)
    );
    palette?.addItem({
      command: CommandIDs.insertSnippet,
      category: trans.__('Trackside')
    });
  }
};

function snippetCommand(
  notebooks: INotebookTracker,
  trans: TranslationBundle
): CommandOptions {
  return {
    label: trans.__('Insert a Tracked Cell'),
    caption: trans.__('Insert cells that log a first run'),
    describedBy: { args: NO_ARGUMENTS },
    isEnabled: () => notebooks.currentWidget !== null,
    execute: () => insertInto(notebooks.currentWidget, SNIPPET_CELLS)
  };
}

function insertCommand(
  notebooks: INotebookTracker,
  trans: TranslationBundle
): CommandOptions {
  return {
    label: trans.__('Insert Cells'),
    caption: trans.__('Insert cells into the active notebook'),
    describedBy: { args: CELLS_ARGUMENT },
    isEnabled: () => notebooks.currentWidget !== null,
    execute: args => insertInto(notebooks.currentWidget, cellsOf(args))
  };
}

function notebookCommand(
  { commands }: JupyterFrontEnd,
  notebooks: INotebookTracker,
  trans: TranslationBundle
): CommandOptions {
  return {
    label: trans.__('New Notebook of Cells'),
    caption: trans.__('Make a notebook of cells, with the active one’s kernel'),
    describedBy: { args: NOTEBOOK_ARGUMENTS },
    execute: async args => {
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
  };
}

function insertInto(
  panel: NotebookPanel | null,
  cells: readonly NewCell[]
): void {
  if (panel) {
    insertCells(panel.content, cells);
  }
}

function cellsOf({ cells }: ReadonlyPartialJSONObject): readonly NewCell[] {
  return Array.isArray(cells) ? cells.map(cellOf) : [];
}

function cellOf(cell: unknown): NewCell {
  return isRecord(cell)
    ? { source: String(cell['source']), tags: texts(cell['tags']) }
    : String(cell);
}
