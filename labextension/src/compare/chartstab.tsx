import { useCallback, useEffect, useMemo } from 'react';

import type { IWireRun } from '../api/wire';
import { CurveChart, historySource } from '../charts/curvechart';
import { CurveControls } from '../charts/curvecontrols';
import { differingParams, metricKeys } from '../model/columns';
import type { ICurveOptions } from '../model/curveoptions';
import type { IStepRange } from '../model/history';
import { shownMetrics } from '../model/shown';
import { useObservable, usePanel } from '../panel/context';
import type { IComparedRuns } from './comparedruns';
import { SeveralChoice } from './severalchoice';

/** Metrics over steps or time, a chart each, the runs over one another. */
export function ChartsTab(compared: IComparedRuns) {
  const { model, trans } = usePanel();
  const { comparison } = model;
  const { curves, metrics } = comparison.settings;
  const { runs } = compared;
  const keys = metricKeys(runs);
  const shown = shownMetrics(keys, metrics);
  const identity = JSON.stringify(shown);
  useEffect(
    () => comparison.keepHistories(JSON.parse(identity) as string[]),
    [comparison, identity]
  );
  useEffect(() => () => comparison.keepHistories([]), [comparison]);
  const params = differingParams(runs);
  const options = useGroupable(curves, params);
  if (keys.length === 0) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('These runs have logged no metrics.')}
      </p>
    );
  }
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <SeveralChoice
          choices={keys.map(key => [key, key])}
          chosen={shown}
          atLeast={1}
          text={trans.__('Metrics (%1 of %2)', shown.length, keys.length)}
          label={trans.__('Metrics with a chart')}
          onChange={chosen => comparison.change({ metrics: chosen })}
        />
        <CurveControls
          options={options}
          params={runs.length > 1 ? params : []}
          onChange={change => comparison.changeCurves(change)}
          trans={trans}
        />
      </div>
      <div className="jp-Trackside-Tiles">
        {shown.map(key => (
          <MetricTile key={key} metric={key} options={options} {...compared} />
        ))}
      </div>
    </>
  );
}

/** The options without a group that these runs do not have. */
function useGroupable(
  options: ICurveOptions,
  params: readonly string[]
): ICurveOptions {
  const { groupBy } = options;
  const isThere = groupBy === null || params.includes(groupBy);
  return useMemo(
    () => (isThere ? options : { ...options, groupBy: null }),
    [options, isThere]
  );
}

interface IMetricTileProps extends IComparedRuns {
  readonly metric: string;
  readonly options: ICurveOptions;
}

function MetricTile(props: IMetricTileProps) {
  const { metric, options, runs, runIds, lookOf } = props;
  const { model, trans } = usePanel();
  const history = model.comparison.history(metric);
  const version = useObservable(history);
  useEffect(() => void history.show(metric, runIds), [history, metric, runIds]);
  const groupOf = useGroups(runs, options.groupBy);
  const source = useMemo(
    () => ({ ...historySource(history, metric), lookOf, groupOf }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the version says when the series are others
    [history, version, metric, lookOf, groupOf]
  );
  const onZoom = useCallback(
    (range: IStepRange | null) => void history.zoom(range),
    [history]
  );
  const { state } = history;
  return (
    <figure className="jp-Trackside-Chart" data-metric={metric}>
      <h4 className="jp-Trackside-ChartTitle" title={metric}>
        {metric}
      </h4>
      {state.kind === 'failed' && (
        <p className="jp-Trackside-Error" role="alert">
          {state.error.message}
        </p>
      )}
      <CurveChart {...{ source, options, trans, onZoom }} />
    </figure>
  );
}

/** The runs' values of a param; the same function as long as they are the same. */
function useGroups(
  runs: readonly IWireRun[],
  param: string | null
): (runId: string) => string | undefined {
  const values =
    param === null ? [] : runs.map(run => [run.run_id, run.params[param]]);
  const identity = JSON.stringify(values);
  return useMemo(() => {
    const known = new Map(JSON.parse(identity) as [string, string | null][]);
    return (runId: string) => known.get(runId) ?? undefined;
  }, [identity]);
}
