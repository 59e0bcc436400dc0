import { useCallback } from 'react';

import { formatCount } from '../format';
import { type ISort, NEWEST_FIRST } from '../model/sort';
import { useObservable, usePanel } from './context';
import { Failure, NoNotebook, NoRuns } from './emptystate';
import { RunList } from './runlist';
import { RunsToolbar } from './runstoolbar';

/** The runs of the shown experiment, or what to do to get some. */
export function RunsView() {
  const { model, trans } = usePanel();
  useObservable(model);
  useObservable(model.runs);
  const { notebook, experiment, runs } = model;
  if (!experiment && notebook.path === null) {
    return <NoNotebook />;
  }
  if (!experiment && notebook.state.kind === 'failed') {
    const { error } = notebook.state;
    return <Failure error={error} onRetry={() => void notebook.resolve()} />;
  }
  if (!experiment && notebook.state.kind === 'ready') {
    return <NoRuns />;
  }
  if (runs.state.kind === 'failed' && runs.ordered.length === 0) {
    const { error } = runs.state;
    return <Failure error={error} onRetry={() => void runs.reload()} />;
  }
  if (runs.state.kind === 'ready' && runs.ordered.length === 0) {
    return <NoRuns />;
  }
  return runs.ordered.length === 0 ? (
    <p className="jp-Trackside-Loading" role="status">
      {trans.__('Loading…')}
    </p>
  ) : (
    <LoadedRuns />
  );
}

function LoadedRuns() {
  const { model } = usePanel();
  const { runs, selection, navigation, metricColumns } = model;
  useObservable(selection);
  useObservable(metricColumns);
  const shown = metricColumns.shown(runs.metricKeys);
  const onSort = (sort: ISort): void => {
    const { key } = sort;
    if (key.by === 'metric' && !shown.includes(key.metric)) {
      metricColumns.toggle(key.metric, runs.metricKeys);
    }
    runs.setSort(sort);
  };
  const onOpen = useCallback(
    (runId: string) => navigation.openRun(runId),
    [navigation]
  );
  const onToggle = useCallback(
    (runId: string) => selection.toggle(runId),
    [selection]
  );
  const onCompare = (): void => {
    if (selection.size >= 2) {
      navigation.openCompare();
    }
  };
  return (
    <>
      <RunsToolbar
        sort={runs.sort}
        metricKeys={runs.metricKeys}
        metricColumns={shown}
        chosen={selection.size}
        onSort={onSort}
        onToggleColumn={key => {
          metricColumns.toggle(key, runs.metricKeys);
          if (sortsByHidden(runs.sort, metricColumns.shown(runs.metricKeys))) {
            runs.setSort(NEWEST_FIRST);
          }
        }}
        onCompare={onCompare}
        onClear={() => selection.replace([])}
      />
      <StaleRuns />
      <RunList
        startAt={navigation.lastRunId}
        runs={runs.ordered}
        sort={runs.sort}
        metricColumns={shown}
        params={runs.shownParams}
        colourOf={runId => selection.colourOf(runId)}
        {...{ onSort, onOpen, onToggle, onCompare }}
      />
      <LoadMore />
    </>
  );
}

function sortsByHidden({ key }: ISort, shown: readonly string[]): boolean {
  return key.by === 'metric' && !shown.includes(key.metric);
}

/** Says that the rows are not the latest, when a delta could not be read. */
function StaleRuns() {
  const { model, trans } = usePanel();
  const { state } = model.runs;
  return state.kind === 'failed' ? (
    <p className="jp-Trackside-Error" role="alert">
      {state.error.message}{' '}
      <button
        type="button"
        className="jp-Trackside-Link"
        onClick={() => void model.runs.reload()}
      >
        {trans.__('Retry')}
      </button>
    </p>
  ) : null;
}

function LoadMore() {
  const { model, trans } = usePanel();
  const { runs } = model;
  if (!runs.hasMore) {
    return null;
  }
  const count = trans.__(
    '%1 of %2 runs',
    formatCount(runs.ordered.length),
    formatCount(runs.total)
  );
  return (
    <div className="jp-Trackside-More">
      <span>{count}</span>
      <button
        type="button"
        className="jp-Trackside-Button"
        data-action="load-more"
        disabled={runs.isLoadingMore}
        onClick={() => void runs.loadMore()}
      >
        {runs.isLoadingMore ? trans.__('Loading…') : trans.__('Load more')}
      </button>
    </div>
  );
}
