import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import { type KeyboardEvent, useEffect, useState } from 'react';

import type { Browsing } from '../model/browsing';
import type { ExperimentPages } from '../model/experimentpages';
import type { ExperimentsModel } from '../model/experiments';
import { Button } from '../panel/buttons';
import { useObservable, usePanel } from '../panel/context';
import { ReadProblem } from '../panel/readproblem';
import { ExperimentEntry } from './entry';

/** After so long without a key the text is searched for. */
const SEARCH_AFTER_MS = 200;

const ENTRIES = 'button[data-experiment-id]';

/** The experiments of the store to choose from: those in use, and folded away those in the bin. */
export function ExperimentList(props: { readonly browsing: Browsing }) {
  const { browsing } = props;
  const { experiments } = browsing;
  const { trans } = usePanel();
  useObservable(experiments);
  const { isBinOpen } = experiments;
  const Caret = isBinOpen ? caretDownIcon : caretRightIcon;
  return (
    <nav
      className="jp-Trackside-Experiments-list"
      aria-label={trans.__('Experiments')}
      onKeyDown={moveByArrows}
    >
      <Search experiments={experiments} />
      <div className="jp-Trackside-Experiments-entries">
        <Entries
          browsing={browsing}
          pages={experiments.inUse}
          nothing={
            experiments.name === ''
              ? trans.__('No experiments yet.')
              : trans.__(
                  'No experiment has “%1” in its name.',
                  experiments.name
                )
          }
        />
        <button
          type="button"
          className="jp-Trackside-Experiments-bin"
          data-action="open-bin"
          aria-expanded={isBinOpen}
          onClick={() => void experiments.openBin(!isBinOpen)}
        >
          <Caret.react tag={null} />
          {trans.__('Deleted')}
        </button>
        {isBinOpen && (
          <Entries
            browsing={browsing}
            pages={experiments.bin}
            nothing={
              experiments.name === ''
                ? trans.__('No experiment is deleted.')
                : trans.__(
                    'No deleted experiment has “%1” in its name.',
                    experiments.name
                  )
            }
          />
        )}
      </div>
    </nav>
  );
}

function Search({ experiments }: { readonly experiments: ExperimentsModel }) {
  const { trans } = usePanel();
  const [text, setText] = useState(experiments.name);
  useEffect(() => {
    const name = text.trim();
    if (name === experiments.name) {
      return;
    }
    const timer = window.setTimeout(
      () => void experiments.search(name),
      SEARCH_AFTER_MS
    );
    return () => window.clearTimeout(timer);
  }, [experiments, text]);
  return (
    <input
      type="search"
      className="jp-Trackside-Experiments-search"
      aria-label={trans.__('Search experiments by name')}
      placeholder={trans.__('Search experiments')}
      value={text}
      onChange={event => setText(event.target.value)}
    />
  );
}

interface IEntriesProps {
  readonly browsing: Browsing;
  readonly pages: ExperimentPages;
  /** What to say if there is none. */
  readonly nothing: string;
}

function Entries({ browsing, pages, nothing }: IEntriesProps) {
  const { model, trans } = usePanel();
  useObservable(pages);
  useObservable(model);
  const { state, experiments } = pages;
  const chosen = new Set(model.shown.map(each => each.experiment_id));
  const tabStop = experiments.findIndex(each => chosen.has(each.experiment_id));
  return (
    <>
      <ReadProblem state={state} onRetry={() => void pages.refresh()} />
      {state.kind === 'ready' && experiments.length === 0 && (
        <p className="jp-Trackside-Hint">{nothing}</p>
      )}
      <ul>
        {experiments.map((experiment, index) => (
          <ExperimentEntry
            key={experiment.experiment_id}
            experiment={experiment}
            isChosen={chosen.has(experiment.experiment_id)}
            isOneOfMany={chosen.size > 1}
            isTabStop={index === Math.max(0, tabStop)}
            onChoose={() => model.pick(experiment)}
            onToggle={() => browsing.toggle(experiment)}
          />
        ))}
      </ul>
      {pages.hasMore && (
        <Button
          data-action="more-experiments"
          onClick={() => void pages.loadMore()}
        >
          {trans.__('Load more')}
        </Button>
      )}
    </>
  );
}

/** One tab stop for all experiments: the arrow keys go from one to the next. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const entries = [
    ...event.currentTarget.querySelectorAll<HTMLElement>(ENTRIES)
  ];
  const at = entries.findIndex(each => each === event.target);
  const isSearch = event.target instanceof HTMLInputElement;
  const targets: Readonly<Record<string, number>> = isSearch
    ? { ArrowDown: 0 }
    : {
        ArrowDown: at + 1,
        ArrowUp: at - 1,
        Home: 0,
        End: entries.length - 1
      };
  const target = targets[event.key];
  const next = target === undefined ? undefined : entries[target];
  if (next && (isSearch || at >= 0)) {
    event.preventDefault();
    next.focus();
  }
}
