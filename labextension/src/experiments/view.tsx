import { useMemo } from 'react';

import type { ExperimentsModel } from '../model/experiments';
import type { TracksideModel } from '../model/trackside';
import {
  type IPanelHost,
  PanelContext,
  useObservable,
  usePanel
} from '../panel/context';
import { EmptyState } from '../panel/emptystate';
import { backOnEscape } from '../panel/leaving';
import { RunsView } from '../panel/runsview';
import { Views } from '../panel/views';
import { ExperimentHeader } from './header';
import { ExperimentList } from './list';

interface IExperimentsViewProps {
  readonly experiments: ExperimentsModel;
  /** What is shown of the chosen experiment; not the panel's, which stays where it is. */
  readonly model: TracksideModel;
  readonly host: IPanelHost;
}

/** The experiments of the store, and beside them the runs of one. */
export function ExperimentsView({
  experiments,
  model,
  host
}: IExperimentsViewProps) {
  const context = useMemo(() => ({ model, host }), [model, host]);
  return (
    <PanelContext.Provider value={context}>
      <div
        className="jp-Trackside jp-Trackside-Experiments"
        data-view="experiments"
      >
        <ExperimentList experiments={experiments} />
        <div
          className="jp-Trackside-Experiments-chosen"
          onKeyDown={backOnEscape(model.navigation)}
        >
          <Views top={<ChosenExperiment experiments={experiments} />} />
        </div>
      </div>
    </PanelContext.Provider>
  );
}

interface IChosenExperimentProps {
  readonly experiments: ExperimentsModel;
}

function ChosenExperiment({ experiments }: IChosenExperimentProps) {
  const { model, trans } = usePanel();
  useObservable(model);
  const { experiment } = model;
  if (!experiment) {
    return (
      <EmptyState kind="no-experiment" title={trans.__('No experiment chosen')}>
        <p>{trans.__('Choose one on the left to see its runs.')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <ExperimentHeader
        key={experiment.experiment_id}
        experiment={experiment}
        onChanged={() => void experiments.refresh()}
      />
      <RunsView nothing={<NoRunsHere name={experiment.name} />} />
    </>
  );
}

/** The experiment holds no run: how to log one into it. */
function NoRunsHere({ name }: { readonly name: string }) {
  const { trans } = usePanel();
  return (
    <EmptyState kind="no-runs" title={trans.__('No runs yet')}>
      <p>{trans.__('After this a notebook or script logs its runs here:')}</p>
      <pre className="jp-Trackside-Snippet">
        <code>{`trackside.set_experiment(${JSON.stringify(name)})`}</code>
      </pre>
    </EmptyState>
  );
}
