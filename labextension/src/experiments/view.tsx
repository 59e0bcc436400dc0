import { useMemo } from 'react';

import type { Browsing } from '../model/browsing';
import {
  type IPanelHost,
  PanelContext,
  useObservable,
  usePanel
} from '../panel/context';
import { EmptyState } from '../panel/failure';
import { backOnEscape } from '../panel/leaving';
import { RunsView } from '../panel/runsview';
import { Views } from '../panel/views';
import { ExperimentHeader } from './header';
import { ExperimentList } from './list';
import { SeveralHeader } from './severalheader';

interface IExperimentsViewProps {
  /** What is shown; not the panel's, which stays where it is. */
  readonly browsing: Browsing;
  readonly host: IPanelHost;
}

/** The experiments of the store, and beside them the runs of one, or of several as one list. */
export function ExperimentsView({ browsing, host }: IExperimentsViewProps) {
  const { chosen: model } = browsing;
  const context = useMemo(() => ({ model, host }), [model, host]);
  return (
    <PanelContext.Provider value={context}>
      <div
        className="jp-Trackside jp-Trackside-Experiments"
        data-view="experiments"
      >
        <ExperimentList browsing={browsing} />
        <div
          className="jp-Trackside-Experiments-chosen"
          onKeyDown={backOnEscape(model.navigation)}
        >
          <Views top={<Chosen browsing={browsing} />} />
        </div>
      </div>
    </PanelContext.Provider>
  );
}

interface IChosenProps {
  readonly browsing: Browsing;
}

function Chosen({ browsing }: IChosenProps) {
  const { model, trans } = usePanel();
  useObservable(model);
  const { experiment, shown } = model;
  if (shown.length > 1) {
    return (
      <>
        <SeveralHeader
          experiments={shown}
          onRemove={experiment => browsing.toggle(experiment)}
        />
        <RunsView nothing={<NoRunsAnywhere />} />
      </>
    );
  }
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
        onChanged={() => void browsing.experiments.refresh()}
      />
      <RunsView nothing={<NoRunsHere name={experiment.name} />} />
    </>
  );
}

/** None of the chosen experiments holds a run. */
function NoRunsAnywhere() {
  const { trans } = usePanel();
  return (
    <EmptyState kind="no-runs" title={trans.__('No runs yet')}>
      <p>{trans.__('None of these experiments has a run.')}</p>
    </EmptyState>
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
