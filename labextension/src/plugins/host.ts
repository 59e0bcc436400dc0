import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard, Notification } from '@jupyterlab/apputils';
import { type IRenderMimeRegistry, MimeModel } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSONObject } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';

import { CommandIDs } from '../commands';
import { Later } from '../later';
import type { IPanelHost } from '../panel/context';
import { sayFailure } from './said';

/** How long it is said that something is done. */
const SAID_MS = 3000;

/** How long an undo is offered. */
const UNDO_MS = 10_000;

const notebookNow = new Later(() => import('./notebooknow'));
const stopping = new Later(() => import('./stopping'));

/** What the application does for the panel and the compare tab. */
export function labHost(
  app: JupyterFrontEnd,
  trans: TranslationBundle,
  rendermime: IRenderMimeRegistry | null
): IPanelHost {
  const run = (command: string, args = {}): void => {
    void app.commands.execute(command, args);
  };
  return {
    trans,
    ...notebookHost(app, trans),
    renderMarkdown: rendermime && markdownRenderer(rendermime),
    renderOutput: rendermime && outputRenderer(rendermime),
    openPath: path => run('docmanager:open', { path }),
    openExperiments: experimentId =>
      run(CommandIDs.experiments, { experimentId }),
    openCompare: () => run(CommandIDs.compare),
    openArtifact: ({ runId, modelId, path }, isFolder, name) =>
      run(CommandIDs.openArtifact, { runId, modelId, path, isFolder, name }),
    showPanel: () => run(CommandIDs.open),
    copyText: (text, said) => {
      Clipboard.copyToSystem(text);
      Notification.success(said, { autoClose: SAID_MS });
    },
    offerUndo: (message, undo) => {
      Notification.success(message, {
        autoClose: UNDO_MS,
        actions: [{ label: trans.__('Undo'), callback: () => void undo() }]
      });
    },
    sayFailure
  };
}

type NotebookHost = Pick<
  IPanelHost,
  'insertSnippet' | 'insertCells' | 'newNotebook' | 'readNotebook' | 'stopRuns'
>;

/** What is done with notebooks and their kernels. */
function notebookHost(
  app: JupyterFrontEnd,
  trans: TranslationBundle
): NotebookHost {
  const run = (command: string, args = {}): void => {
    void app.commands.execute(command, args);
  };
  return {
    insertSnippet: () => run(CommandIDs.insertSnippet),
    insertCells: cells => run(CommandIDs.insertCells, { cells: [...cells] }),
    newNotebook: (cells, beside = null) =>
      run(CommandIDs.newNotebook, {
        cells: [...cells],
        ...(beside === null ? {} : { beside })
      }),
    readNotebook: async path => {
      const { readNotebook } = await notebookNow.load(trans);
      return readNotebook(app, path);
    },
    stopRuns: async kernelId => {
      const { stopRuns } = await stopping.load(trans);
      await stopRuns(app.serviceManager.kernels, kernelId);
    }
  };
}

const MARKDOWN = 'text/markdown';

/** Lab's own renderer, which is sanitised: a note is somebody's text. */
function markdownRenderer(
  rendermime: IRenderMimeRegistry
): NonNullable<IPanelHost['renderMarkdown']> {
  return (text, into) => draw(rendermime, MARKDOWN, { [MARKDOWN]: text }, into);
}

/** The richest of an output that is drawn without trust: what would run, is not. */
function outputRenderer(
  rendermime: IRenderMimeRegistry
): NonNullable<IPanelHost['renderOutput']> {
  return (output, into) => {
    const data = output as JSONObject;
    const type = rendermime.preferredMimeType(data, 'ensure');
    return type ? draw(rendermime, type, data, into) : () => undefined;
  };
}

function draw(
  rendermime: IRenderMimeRegistry,
  type: string,
  data: JSONObject,
  into: HTMLElement
): () => void {
  const renderer = rendermime.createRenderer(type);
  Widget.attach(renderer, into);
  void renderer.renderModel(new MimeModel({ data, trusted: false }));
  return () => renderer.dispose();
}
