import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { MainAreaWidget } from '@jupyterlab/apputils';

/** Show the one widget of its kind in the main area; it is made when it is first asked for, was closed, or could not be made. */
export function mainTab<T extends MainAreaWidget>(
  app: JupyterFrontEnd,
  make: () => Promise<T>
): () => Promise<T> {
  let making: Promise<T> | null = null;
  const made = (): Promise<T> =>
    (making ??= make().catch((reason: unknown) => {
      making = null;
      throw reason;
    }));
  return async () => {
    let widget = await made();
    if (widget.isDisposed) {
      making = null;
      widget = await made();
    }
    if (!widget.isAttached) {
      app.shell.add(widget, 'main', { type: 'Trackside' });
    }
    app.shell.activateById(widget.id);
    return widget;
  };
}
