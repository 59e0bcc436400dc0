import { useCallback, useEffect, useMemo, useRef } from 'react';

import type { IWireRun } from '../api/wire';
import { barsFigure, barsInfo } from '../charts/bars';
import { CurveChart, historySource } from '../charts/curvechart';
import type { Draw } from '../charts/figure';
import { useIsInView } from '../charts/inview';
import { Plot } from '../charts/plot';
import { ComparisonModel } from '../model/comparison';
import type { ICurveOptions } from '../model/curveoptions';
import type { HistoryModel, IStepRange } from '../model/history';
import type { LoadState } from '../model/loadstate';
import { metricColumn } from '../model/runcolumns';
import { useObservable, usePanel } from '../panel/context';
import { ReadProblem } from '../panel/readproblem';
import type { IComparedRuns } from './comparedruns';

interface IMetricTileProps extends IComparedRuns {
  readonly metric: string;
  readonly options: ICurveOptions;
}

/** The chart of one metric; read and drawn only while it is in view, or about to be. */
export function MetricTile(props: IMetricTileProps) {
  const { metric } = props;
  const comparison = usePanel().model.part(ComparisonModel);
  const root = useRef<HTMLElement>(null);
  const isDrawn = useIsInView(root) || comparison.isExporting;
  return (
    <figure ref={root} className="jp-Trackside-Chart" data-metric={metric}>
      <h4 className="jp-Trackside-ChartTitle" title={metric}>
        {metric}
      </h4>
      {isDrawn ? <MetricChart {...props} /> : <Awaited />}
    </figure>
  );
}

/** Keeps the place of a chart. */
function Awaited() {
  return <div className="jp-Trackside-Plot" aria-busy={true} />;
}

function MetricChart(props: IMetricTileProps) {
  const { metric, options, runs, runIds, lookOf } = props;
  const comparison = usePanel().model.part(ComparisonModel);
  const history = comparison.history(metric);
  useObservable(history);
  useEffect(() => void history.show(metric, runIds), [history, metric, runIds]);
  useEffect(() => () => comparison.forgetHistory(metric), [comparison, metric]);
  const { state, wholeSeries } = history;
  if (wholeSeries.length === 0 && isToBeRead(state)) {
    return <Awaited />;
  }
  return (
    <>
      <ReadProblem state={state} />
      {options.groupBy === null && isOfLonePoints(runs, metric) ? (
        <LonePoints {...{ metric, runs, lookOf }} />
      ) : (
        <Curves {...props} history={history} />
      )}
    </>
  );
}

function isToBeRead({ kind }: LoadState): boolean {
  return kind === 'idle' || kind === 'loading';
}

/** True if no run has logged more than one point: there is no line to be drawn. */
function isOfLonePoints(runs: readonly IWireRun[], key: string): boolean {
  return runs.every(({ metrics: { [key]: metric } }) =>
    // A plain MLflow server does not tell how many there are.
    metric === undefined ? true : metric.count === 1
  );
}

/** A bar for each run, instead of dots above one another. */
function LonePoints(
  props: Pick<IMetricTileProps, 'metric' | 'runs' | 'lookOf'>
) {
  const { metric, runs, lookOf } = props;
  const { model, trans } = usePanel();
  const rises = model.columns.isRising(metric);
  const info = useMemo(() => {
    const column = metricColumn(metric, 'last', rises);
    return barsInfo(runs, column, false, lookOf);
  }, [runs, metric, rises, lookOf]);
  const figure = useCallback<Draw>(theme => barsFigure(info, theme), [info]);
  return (
    <Plot
      figure={figure}
      points={info.bars.length}
      label={trans.__('%1 of the compared runs', metric)}
      failure={trans.__('The chart library could not be loaded.')}
    />
  );
}

interface ICurvesProps extends IMetricTileProps {
  readonly history: HistoryModel;
}

function Curves(props: ICurvesProps) {
  const { metric, options, runs, lookOf, history } = props;
  const { trans } = usePanel();
  const version = useObservable(history);
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
  return <CurveChart {...{ source, options, trans, onZoom }} />;
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
