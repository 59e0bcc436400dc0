import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';

import { CommandIDs } from '../commands';
import { Later } from '../later';
import { SNIPPET_CELLS } from '../model/snippet';
import { type CommandOptions, NO_ARGUMENTS } from './commandoptions';
import { said } from './said';

const writing = new Later(() => import('./cellwriting'));

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
    execute: said(async () => {
      const { insertInto } = await writing.load(trans);
      insertInto(notebooks.currentWidget, SNIPPET_CELLS);
    })
  };
}

function insertCommand(
  notebooks: INotebookTracker,
  trans: TranslationBundle
): CommandOptions {
  return {
    label: trans.__('Insert Cells'),
    caption: trans.__('Insert cells into the active notebook'),
    describedBy: async () => ({
      args: (await writing.load(trans)).CELLS_ARGUMENT
    }),
    isEnabled: () => notebooks.currentWidget !== null,
    execute: said(async args => {
      const { cellsOf, insertInto } = await writing.load(trans);
      insertInto(notebooks.currentWidget, cellsOf(args));
    })
  };
}

function notebookCommand(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  trans: TranslationBundle
): CommandOptions {
  return {
    label: trans.__('New Notebook of Cells'),
    caption: trans.__('Make a notebook of cells, with the active one’s kernel'),
    describedBy: async () => ({
      args: (await writing.load(trans)).NOTEBOOK_ARGUMENTS
    }),
    execute: said(async args => {
      const { makeNotebook } = await writing.load(trans);
      await makeNotebook(app, notebooks, args);
    })
  };
}
