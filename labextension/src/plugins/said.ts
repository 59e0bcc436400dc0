import { Notification } from '@jupyterlab/apputils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { asTracksideError } from '../api/error';

/** Say that something could not be done, until it is read: Lab would only count it in its status bar. */
export function sayFailure(message: string): void {
  Notification.error(message, { autoClose: false });
}

type Execute = (args: ReadonlyPartialJSONObject) => Promise<unknown>;

/** What a command does, and says if it fails: palette and menus do not listen. */
export function said(execute: Execute): Execute {
  return async args => {
    try {
      return await execute(args);
    } catch (reason) {
      sayFailure(asTracksideError(reason).message);
      throw reason;
    }
  };
}
