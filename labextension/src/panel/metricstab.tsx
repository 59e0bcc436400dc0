import { useCallback, useEffect } from 'react';

import type { IWireRun } from '../api/wire';
import { HistoryChart } from '../charts/historychart';
import { metricKeys } from '../model/columns';
import type { HistoryModel, IStepRange } from '../model/history';
import { runColour } from '../model/palette';
import { useObservable, usePanel } from './context';
import { MetricsTable } from './metricstable';

interface IMetricsTabProps {
  readonly run: IWireRun;
  readonly history: HistoryModel;
}

/** The metrics of a run, and the history of the one that was clicked. */
export function MetricsTab({ run, history }: IMetricsTabProps) {
  const { model, trans } = usePanel();
  useObservable(history);
  const first = metricKeys([run])[0] ?? null;
  const { run_id: runId, name } = run;
  useEffect(() => {
    if (history.key === null && first !== null) {
      void history.show(first, [runId]);
    }
  }, [history, first, runId]);
  const nameOf = useCallback(() => name, [name]);
  const colour = model.selection.colourOf(runId) ?? runColour(0);
  const colourOf = useCallback(() => colour, [colour]);
  const onZoom = useCallback(
    (range: IStepRange | null) => void history.zoom(range),
    [history]
  );
  const { key, state } = history;
  return (
    <>
      {state.kind === 'failed' && (
        <p className="jp-Trackside-Error" role="alert">
          {state.error.message}
        </p>
      )}
      {key !== null && (
        <>
          <h4 className="jp-Trackside-ChartTitle" title={key}>
            {key}
          </h4>
          <HistoryChart
            metric={key}
            series={history.series}
            {...{ nameOf, colourOf, trans, onZoom }}
          />
        </>
      )}
      <MetricsTable
        metrics={run.metrics}
        selected={key}
        onSelect={metric => void history.show(metric, [runId])}
      />
    </>
  );
}
