import { useCallback, useEffect, useMemo, useState } from 'react';

import type { IWireRun } from '../api/wire';
import { HistoryChart } from '../charts/historychart';
import { metricKeys } from '../model/columns';
import type { IStepRange } from '../model/history';
import { runColour } from '../model/palette';
import { useObservable, usePanel } from './context';
import { DiffTable } from './difftable';
import { ViewHeader } from './viewheader';

/** The chosen runs over one another: a metric's histories, and what differs. */
export default function CompareView() {
  const { model, trans } = usePanel();
  useObservable(model.runs);
  useObservable(model.selection);
  const { runs, selection } = model;
  const { runIds } = selection;
  const chosen = runIds.flatMap(runId => runs.get(runId) ?? []);
  const colourOf = useCallback(
    (runId: string) => selection.colourOf(runId) ?? runColour(0),
    [selection]
  );
  return (
    <section className="jp-Trackside-Detail" data-view="compare">
      <ViewHeader
        title={trans._n('Compare %1 run', 'Compare %1 runs', chosen.length)}
      />
      <div className="jp-Trackside-Scroll">
        {chosen.length < 2 ? (
          <p className="jp-Trackside-Hint">
            {trans.__('Choose two or more runs by their dots in the list.')}
          </p>
        ) : (
          <>
            <Overlay runs={chosen} colourOf={colourOf} />
            <DiffTable runs={chosen} colourOf={colourOf} />
          </>
        )}
      </div>
    </section>
  );
}

/** What the parts of a comparison are drawn from. */
export interface IComparedProps {
  readonly runs: readonly IWireRun[];
  readonly colourOf: (runId: string) => string;
}

function Overlay({ runs, colourOf }: IComparedProps) {
  const { model, trans } = usePanel();
  const { comparison } = model;
  useObservable(comparison);
  const keys = metricKeys(runs);
  const [wanted, setWanted] = useState<string | null>(comparison.key);
  const key = wanted !== null && keys.includes(wanted) ? wanted : keys[0];
  const runIds = runs.map(run => run.run_id).join();
  useEffect(() => {
    void comparison.show(key ?? null, runIds.split(','));
  }, [comparison, key, runIds]);
  const names = runs.map(run => run.name).join();
  const nameOf = useNames(runs, `${runIds} ${names}`);
  const onZoom = useCallback(
    (range: IStepRange | null) => void comparison.zoom(range),
    [comparison]
  );
  if (key === undefined) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('These runs have logged no metrics.')}
      </p>
    );
  }
  return (
    <>
      <label className="jp-Trackside-MetricChoice">
        {trans.__('Metric')}{' '}
        <select
          data-control="metric"
          value={key}
          onChange={event => setWanted(event.target.value)}
        >
          {keys.map(metric => (
            <option key={metric}>{metric}</option>
          ))}
        </select>
      </label>
      <HistoryChart
        metric={key}
        series={comparison.key === key ? comparison.series : []}
        {...{ nameOf, colourOf, trans, onZoom }}
      />
      {comparison.state.kind === 'failed' && (
        <p className="jp-Trackside-Error" role="alert">
          {comparison.state.error.message}
        </p>
      )}
      <Legend runs={runs} colourOf={colourOf} />
    </>
  );
}

/** Names by run; the same function as long as `identity` is the same, so that charts are not redrawn. */
function useNames(
  runs: readonly IWireRun[],
  identity: string
): (runId: string) => string {
  return useMemo(() => {
    const names = new Map(runs.map(run => [run.run_id, run.name]));
    return (runId: string) => names.get(runId) ?? runId;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- rows are new objects at each delta, names are not
  }, [identity]);
}

function Legend({ runs, colourOf }: IComparedProps) {
  const { model, trans } = usePanel();
  return (
    <ul className="jp-Trackside-Legend" aria-label={trans.__('Runs')}>
      {runs.map(run => (
        <li key={run.run_id} data-legend={run.run_id}>
          <span
            className="jp-Trackside-Dot"
            style={{
              background: colourOf(run.run_id),
              borderColor: colourOf(run.run_id)
            }}
          />
          <button
            type="button"
            className="jp-Trackside-Link"
            title={trans.__('Open %1', run.name)}
            onClick={() => model.navigation.openRun(run.run_id)}
          >
            {run.name}
          </button>
        </li>
      ))}
    </ul>
  );
}
