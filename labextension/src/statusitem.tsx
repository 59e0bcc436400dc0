import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import { formatElapsed } from './format';
import { tracksideIcon } from './icons';
import type { TracksideModel } from './model/trackside';
import { useNow, useObservable } from './panel/context';

interface IStatusItemProps {
  readonly model: TracksideModel;
  readonly trans: TranslationBundle;
  readonly onClick: () => void;
}

/** The active run in the status bar. */
export function createStatusItem(
  model: TracksideModel,
  trans: TranslationBundle,
  onClick: () => void
): ReactWidget {
  const item = ReactWidget.create(
    <StatusItem model={model} trans={trans} onClick={onClick} />
  );
  item.addClass('jp-Trackside-StatusItem');
  return item;
}

function StatusItem({ model, trans, onClick }: IStatusItemProps) {
  useObservable(model.runs);
  const run = model.activeRun;
  const now = useNow(run ? 1000 : 0);
  return run ? (
    <button
      type="button"
      title={trans.__('Trackside: run %1 is logging', run.name)}
      onClick={onClick}
    >
      <tracksideIcon.react tag="span" />
      <span>{run.name}</span>
      <time>{formatElapsed(now - run.start_time)}</time>
    </button>
  ) : null;
}
