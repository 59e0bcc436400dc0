import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, ToolbarButtonComponent } from '@jupyterlab/ui-components';

import { tracksideIcon } from './icons';
import type { TracksideModel } from './model/trackside';
import { useObservable } from './panel/context';

interface INotebookButtonProps {
  readonly model: TracksideModel;
  readonly trans: TranslationBundle;
  /** Where the notebook lies now, as the server knows it. */
  readonly path: () => string;
  readonly onClick: () => void;
}

/** A button for the toolbar of a notebook, with a dot while one of its runs is active. */
export function createNotebookButton(props: INotebookButtonProps): ReactWidget {
  const button = ReactWidget.create(<NotebookButton {...props} />);
  button.addClass('jp-Trackside-NotebookButton');
  return button;
}

function NotebookButton(props: INotebookButtonProps) {
  const { model, trans, path, onClick } = props;
  useObservable(model);
  useObservable(model.runs);
  const isFollowed = model.notebook.path === path() && !model.isPicked;
  const run = isFollowed ? model.activeRun : null;
  return (
    <span data-notebook-run={run?.run_id}>
      <ToolbarButtonComponent
        icon={tracksideIcon}
        tooltip={
          run
            ? trans.__(
                'Show the runs of this notebook: %1 is logging',
                run.name
              )
            : trans.__('Show the runs of this notebook')
        }
        onClick={onClick}
      />
    </span>
  );
}
