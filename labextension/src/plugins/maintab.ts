import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { MainAreaWidget } from '@jupyterlab/apputils';

/** Show the one widget of its kind in the main area; it is made when it is first asked for, or was closed. */
export function mainTab<T extends MainAreaWidget>(
  app: JupyterFrontEnd,
  make: () => Promise<T>
): () => Promise<T> {
  let made: Promise<T> | null = null;
  return async () => {
    made ??= make();
    let widget = await made;
    if (widget.isDisposed) {
      made = make();
      widget = await made;
    }
    if (!widget.isAttached) {
      app.shell.add(widget, 'main', { type: 'Trackside' });
    }
    app.shell.activateById(widget.id);
    return widget;
  };
}
