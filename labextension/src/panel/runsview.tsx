import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef
} from 'react';

import { formatCount } from '../format';
import type { RunsModel } from '../model/runs';
import { Button } from './buttons';
import { useObservable, usePanel } from './context';
import { Failure } from './failure';
import { Facets } from './facets';
import { FilterLine } from './filterline';
import { NoNotebook, NoRuns, NothingListed } from './firstuse';
import { LoadedRuns } from './loadedruns';
import { Loading } from './loading';
import { Problem } from './problem';

interface IRunsViewProps {
  /** What is shown of an experiment without runs. */
  readonly nothing?: ReactNode;
}

/** The runs of the shown experiments, or what to do to get some. */
export function RunsView({ nothing = <NoRuns /> }: IRunsViewProps) {
  const { model } = usePanel();
  useObservable(model);
  useObservable(model.runs);
  const { notebook, shown, runs } = model;
  const hasNone = shown.length === 0;
  if (hasNone && notebook.path === null) {
    return <NoNotebook />;
  }
  if (hasNone && notebook.state.kind === 'failed') {
    const { error } = notebook.state;
    return <Failure error={error} onRetry={() => void notebook.resolve()} />;
  }
  if (hasNone && notebook.state.kind === 'ready') {
    return nothing;
  }
  if (runs.state.kind === 'failed' && isBare(runs)) {
    const { error } = runs.state;
    return <Failure error={error} onRetry={() => void runs.reload()} />;
  }
  if (runs.state.kind === 'ready' && isBare(runs)) {
    return nothing;
  }
  return isBare(runs) ? <Loading /> : <FilteredRuns />;
}

/** True if there is nothing to list and nothing that is hidden. */
function isBare({ ordered, counts, filter }: RunsModel): boolean {
  return ordered.length + counts.active + counts.deleted === 0 && filter === '';
}

function FilteredRuns() {
  const { runs } = usePanel().model;
  const input = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '/' && !isTyping(event.target)) {
      event.preventDefault();
      input.current?.focus();
    }
  };
  return (
    <div className="jp-Trackside-Runs" onKeyDown={onKeyDown}>
      <Filtering input={input} />
      <StaleRuns />
      {runs.ordered.length === 0 ? <NothingListed /> : <LoadedRuns />}
      <LoadMore />
    </div>
  );
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=checkbox]), textarea, select')
  );
}

/** From the filter line to the row that the keyboard is on. */
function focusRows(input: HTMLElement | null): void {
  input
    ?.closest('.jp-Trackside-Runs')
    ?.querySelector<HTMLElement>('[data-row-index][tabindex="0"]')
    ?.focus();
}

interface IFilteringProps {
  readonly input: RefObject<HTMLInputElement>;
}

function Filtering({ input }: IFilteringProps) {
  const { runs } = usePanel().model;
  return (
    <>
      <FilterLine
        key={runs.scope}
        filter={runs.filter}
        problem={runs.filterProblem}
        input={input}
        known={() => runs.known}
        onFilter={filter => runs.setFilter(filter)}
        onEdit={() => runs.dismissFilterProblem()}
        onLeave={() => focusRows(input.current)}
      />
      <Facets
        counts={runs.counts}
        filter={runs.filter}
        stage={runs.stage}
        total={runs.total}
        onFilter={filter => void runs.setFilter(filter)}
        onStage={stage => void runs.setStage(stage)}
      />
    </>
  );
}

/** Says that the rows are not the latest, when a delta could not be read. */
function StaleRuns() {
  const { runs } = usePanel().model;
  const { state } = runs;
  return state.kind === 'failed' ? (
    <Problem text={state.error.message} onRetry={() => void runs.reload()} />
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
      <Button
        data-action="load-more"
        disabled={runs.isLoadingMore}
        onClick={() => void runs.loadMore()}
      >
        {runs.isLoadingMore ? trans.__('Loading…') : trans.__('Load more')}
      </Button>
    </div>
  );
}
