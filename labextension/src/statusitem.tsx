import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import type { IWireRun } from './api/wire';
import { formatElapsed, formatValue } from './format';
import { tracksideIcon } from './icons';
import { statisticOf } from './model/runcolumns';
import type { TracksideModel } from './model/trackside';
import { useNow, useObservable } from './panel/context';

interface IStatusItemProps {
  readonly model: TracksideModel;
  readonly trans: TranslationBundle;
  readonly onClick: () => void;
}

/** The active run and its main metric in the status bar. */
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
  useObservable(model.columns);
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
      <MainMetric model={model} run={run} />
      <time>{formatElapsed(now - run.start_time)}</time>
    </button>
  ) : null;
}

/** What the first metric column of the run list shows; nothing before it was logged. */
function MainMetric(props: {
  readonly model: TracksideModel;
  readonly run: IWireRun;
}) {
  const { model, run } = props;
  for (const column of model.columns.shown(model.runs.facts.keys)) {
    if (column.kind === 'metric') {
      const value = statisticOf(run.metrics[column.key], column.statistic);
      return value === null ? null : (
        <span data-metric={column.key}>
          {column.key} {formatValue(value)}
        </span>
      );
    }
  }
  return null;
}
