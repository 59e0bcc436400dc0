import type { JupyterFrontEnd } from '@jupyterlab/application';

/** What a command is added with. */
export type CommandOptions = Parameters<
  JupyterFrontEnd['commands']['addCommand']
>[1];

/** The `describedBy` of a command that takes nothing. */
export const NO_ARGUMENTS = { type: 'object', properties: {} } as const;
