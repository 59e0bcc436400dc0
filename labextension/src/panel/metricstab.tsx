import { useCallback, useEffect, useMemo, useState } from 'react';

import type { IWireRun } from '../api/wire';
import { CurveChart, historySource } from '../charts/curvechart';
import { CurveControls } from '../charts/curvecontrols';
import type { IRunLook } from '../charts/runlook';
import { metricKeys } from '../model/columns';
import { PLAIN_CURVES } from '../model/curveoptions';
import type { HistoryModel, IStepRange } from '../model/history';
import { runColour } from '../model/palette';
import { useObservable, usePanel } from './context';
import { MetricsTable } from './metricstable';
import { ReadProblem } from './readproblem';

interface IMetricsTabProps {
  readonly run: IWireRun;
  readonly history: HistoryModel;
}

/** The metrics of a run, and the history of the one that was clicked. */
export function MetricsTab({ run, history }: IMetricsTabProps) {
  const { model, trans } = usePanel();
  const version = useObservable(history);
  const first = metricKeys([run])[0] ?? null;
  const { run_id: runId, name } = run;
  useEffect(() => {
    if (history.key === null && first !== null) {
      void history.show(first, [runId]);
    }
  }, [history, first, runId]);
  const [options, setOptions] = useState(PLAIN_CURVES);
  const colour = model.selection.colourOf(runId) ?? runColour(0);
  const { key, state } = history;
  const source = useMemo(() => {
    const look: IRunLook = { name, colour, dash: 'solid' };
    return {
      ...historySource(history, key ?? ''),
      lookOf: () => look,
      groupOf: () => undefined
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the version says when the series are others
  }, [history, version, key, name, colour]);
  const onZoom = useCallback(
    (range: IStepRange | null) => void history.zoom(range),
    [history]
  );
  return (
    <>
      <ReadProblem state={state} />
      {key !== null && (
        <figure className="jp-Trackside-Chart" data-metric={key}>
          <h4 className="jp-Trackside-ChartTitle" title={key}>
            {key}
          </h4>
          <CurveControls
            options={options}
            params={[]}
            onChange={change => setOptions({ ...options, ...change })}
            trans={trans}
          />
          <CurveChart {...{ source, options, trans, onZoom }} />
        </figure>
      )}
      <MetricsTable
        metrics={run.metrics}
        selected={key}
        onSelect={metric => void history.show(metric, [runId])}
      />
    </>
  );
}
