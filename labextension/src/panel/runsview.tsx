import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef
} from 'react';

import { formatCount } from '../format';
import type { RunsModel } from '../model/runs';
import { vocabularyOf } from '../model/vocabulary';
import { useObservable, usePanel } from './context';
import { Failure, NoNotebook, NoRuns } from './emptystate';
import { Facets } from './facets';
import { FilterLine } from './filterline';
import { LoadedRuns } from './loadedruns';

interface IRunsViewProps {
  /** What is shown of an experiment without runs. */
  readonly nothing?: ReactNode;
}

/** The runs of the shown experiments, or what to do to get some. */
export function RunsView({ nothing = <NoRuns /> }: IRunsViewProps) {
  const { model, trans } = usePanel();
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
  return isBare(runs) ? (
    <p className="jp-Trackside-Loading" role="status">
      {trans.__('Loading…')}
    </p>
  ) : (
    <FilteredRuns />
  );
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
        vocabulary={() => vocabularyOf(runs.known)}
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

/** There are runs, but not in this list: why, and the way to them. */
function NothingListed() {
  const { model, trans } = usePanel();
  const { runs } = model;
  const isFiltered = runs.filter !== '';
  const words = isFiltered
    ? trans.__('No run matches the filter.')
    : runs.stage === 'deleted'
      ? trans.__('No deleted runs.')
      : trans.__('All runs of this experiment are deleted.');
  return (
    <div className="jp-Trackside-Empty" data-empty="list">
      <p>{words}</p>
      {isFiltered ? (
        <button
          type="button"
          className="jp-Trackside-Button"
          onClick={() => void runs.setFilter('')}
        >
          {trans.__('Clear the filter')}
        </button>
      ) : (
        <button
          type="button"
          className="jp-Trackside-Button"
          onClick={() =>
            void runs.setStage(runs.stage === 'deleted' ? 'active' : 'deleted')
          }
        >
          {runs.stage === 'deleted'
            ? trans.__('Show runs in use')
            : trans.__('Show deleted runs')}
        </button>
      )}
    </div>
  );
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
