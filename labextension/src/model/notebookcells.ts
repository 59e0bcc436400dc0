import type { IWireCell, IWireNotebookFile } from '../api/artifactwire';
import { isRecord } from './parsing';

/** Data of one output, by their MIME types. */
export type IOutputData = Readonly<Record<string, unknown>>;

/** A cell of a notebook's file, checked. */
export type INotebookCell =
  | { readonly kind: 'markdown' | 'raw'; readonly source: string }
  | {
      readonly kind: 'code';
      readonly source: string;
      /** As a file's ending: what code is highlighted as. */
      readonly language: string;
      readonly count: number | null;
      readonly outputs: readonly IOutputData[];
    };

/** The cells of a notebook's file; whoever wrote it may have written anything. */
export function notebookCells(
  notebook: IWireNotebookFile
): readonly INotebookCell[] {
  const language = languageOf(notebook.metadata);
  return notebook.cells.map(cell => cellOf(cell, language));
}

function cellOf(cell: IWireCell, language: string): INotebookCell {
  const source = textOf(cell.source);
  if (cell.cell_type !== 'code') {
    const kind = cell.cell_type === 'markdown' ? 'markdown' : 'raw';
    return { kind, source };
  }
  const { outputs, execution_count: count } = cell;
  return {
    kind: 'code',
    source,
    language,
    count: typeof count === 'number' ? count : null,
    outputs: Array.isArray(outputs) ? outputs.flatMap(dataOf) : []
  };
}

/** What nbformat's kinds of outputs hold, all as data by MIME type. */
function dataOf(output: unknown): readonly IOutputData[] {
  if (!isRecord(output)) {
    return [];
  }
  switch (output['output_type']) {
    case 'stream': {
      const type =
        output['name'] === 'stderr'
          ? 'application/vnd.jupyter.stderr'
          : 'application/vnd.jupyter.stdout';
      return [{ [type]: textOf(output['text']) }];
    }
    case 'error':
      return [{ 'application/vnd.jupyter.stderr': errorText(output) }];
    case 'display_data':
    case 'execute_result':
      return isRecord(output['data']) ? [joined(output['data'])] : [];
    default:
      return [];
  }
}

/** nbformat cuts texts into lines; JSON stays as it is. */
function joined(data: IOutputData): IOutputData {
  const entries = Object.entries(data).map(([type, content]) => [
    type,
    isLines(content) && !type.endsWith('json') ? content.join('') : content
  ]);
  return Object.fromEntries(entries) as IOutputData;
}

function errorText(output: Readonly<Record<string, unknown>>): string {
  const { traceback, ename, evalue } = output;
  return isLines(traceback) && traceback.length > 0
    ? traceback.join('\n')
    : `${textOf(ename)}: ${textOf(evalue)}`;
}

/** The language of the kernel, as its files end. */
function languageOf(metadata: unknown): string {
  const info = isRecord(metadata) ? metadata['language_info'] : null;
  const ending = isRecord(info) ? info['file_extension'] : null;
  return typeof ending === 'string' ? ending.replace(/^\./, '') : 'py';
}

/** A text as nbformat has it: whole, or cut into lines. */
export function textOf(value: unknown): string {
  return isLines(value)
    ? value.join('')
    : typeof value === 'string'
      ? value
      : '';
}

function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(line => typeof line === 'string');
}
