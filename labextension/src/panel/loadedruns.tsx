import { useCallback, useEffect, useRef } from 'react';

import type { IWireExperiment, IWireRun } from '../api/wire';
import { nestedRows } from '../model/nesting';
import type { RunColumn } from '../model/runcolumns';
import type { IGroupRow, ListRow } from '../model/rowgroups';
import { sortAfter } from '../model/sort';
import { useBulkActions } from './bulkactions';
import { useObservable, usePanel } from './context';
import { firstUse, SelectedRuns } from './firstuse';
import { useAhead, useLater } from './later';
import { useReported } from './reporting';
import { RunList } from './runlist';
import { RunsToolbar } from './runstoolbar';

/** The list of runs under its toolbar, or under what can be done with the selected ones. */
export function LoadedRuns() {
  const { model, host } = usePanel();
  const { runs, selection, navigation, columns, sparklines, rows } = model;
  const { highlight } = model;
  useObservable(highlight);
  useObservable(selection);
  useObservable(columns);
  useObservable(sparklines);
  useObservable(rows);
  const { facts } = runs;
  const shown = columns.shown(facts.keys);
  useShownSort(shown);
  const arrange = useArrangement();
  const bulk = useBulkActions();
  const handlers = useRowHandlers();
  useAhead(firstUse);
  const sparkKey = shown.find(({ kind }) => kind === 'metric')?.key ?? null;
  const onView = useCallback(
    (inView: readonly IWireRun[]) => void sparklines.want(sparkKey, inView),
    [sparklines, sparkKey]
  );
  const onCompare = (): void => {
    if (selection.size >= 2) {
      host.openCompare();
    }
  };
  return (
    <>
      {rows.selected.length > 0 ? (
        <SelectedRuns />
      ) : (
        <RunsToolbar
          columns={shown}
          chosen={selection.size}
          first={selection.first}
          onFirst={first => selection.setFirst(first, runs.ordered)}
          onCompare={onCompare}
          onClear={() => selection.replace([])}
        />
      )}
      <RunList
        startAt={navigation.lastRunId}
        runs={runs.ordered}
        isWhole={!runs.hasMore}
        arrange={arrange}
        sort={runs.sort}
        columns={shown}
        highlight={highlight}
        widths={columns.choice.widths}
        baseline={model.baseline}
        onPoint={runId => model.pointing.point(runId)}
        paramsOf={run => facts.paramsOf(run)}
        experimentOf={run => experimentOf(run, model.shown)}
        colourOf={runId => selection.colourOf(runId)}
        seriesOf={runId => sparklines.of(runId)}
        isSelected={runId => rows.isSelected(runId)}
        onSort={sort => runs.setSort(sort)}
        onResize={(word, width) => columns.setWidth(word, width)}
        onSelect={runId => rows.toggle(runId)}
        onExtend={(runId, order, from) => rows.extend(runId, order, from)}
        onSelectAll={order => rows.select(order)}
        onClear={() => rows.select([])}
        onDelete={runId =>
          bulk.remove(rows.selected.length > 0 ? rows.selected : [runId])
        }
        {...{ ...handlers, onCompare, onView }}
      />
    </>
  );
}

/** How the list makes rows of runs: nested ones below their parents, all in groups if the user wants groups. */
function useArrangement(): (runs: readonly IWireRun[]) => readonly ListRow[] {
  const { folded, grouping } = usePanel().model.rows;
  const { code } = useLater(firstUse, grouping !== null);
  return useCallback(
    (runs: readonly IWireRun[]) =>
      (grouping && code?.groupedRows(runs, grouping, folded)) ??
      nestedRows(runs, folded),
    [folded, grouping, code]
  );
}

/** What a run's experiment is called, if several are shown. */
function experimentOf(
  run: IWireRun,
  shown: readonly IWireExperiment[]
): string | null {
  const its = shown.find(each => each.experiment_id === run.experiment_id);
  return shown.length > 1 ? (its?.name ?? run.experiment_id) : null;
}

/** What rows call: functions that stay the same, so that only rows that changed are drawn again. */
function useRowHandlers() {
  const { navigation, selection, rows, actions } = usePanel().model;
  const onOpen = useCallback(
    (runId: string) => navigation.openRun(runId),
    [navigation]
  );
  const onToggle = useCallback(
    (runId: string) => selection.toggle(runId),
    [selection]
  );
  const onFold = useCallback(
    (runId: string, isFolded: boolean) => rows.fold(runId, isFolded),
    [rows]
  );
  const onToggleGroup = useCallback(
    ({ runs }: IGroupRow) => {
      const runIds = runs.map(run => run.run_id);
      const isChosen = runIds.every(runId => selection.has(runId));
      selection.setChosen(runIds, !isChosen);
    },
    [selection]
  );
  const onStar = useReported((runId: string) => actions.toggleStar(runId));
  return { onOpen, onToggle, onToggleGroup, onFold, onStar };
}

/** Keep the order by a column when its statistic changes, and leave it when the column goes. */
function useShownSort(shown: readonly RunColumn[]): void {
  const { runs } = usePanel().model;
  const before = useRef(shown);
  useEffect(() => {
    const sort = sortAfter(runs.sort, before.current, shown);
    before.current = shown;
    if (sort !== runs.sort) {
      runs.setSort(sort);
    }
  }, [runs, shown]);
}
