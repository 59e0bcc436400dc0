import { useEffect } from 'react';

import { Check } from '../charts/controls';
import { ComparisonModel } from '../model/comparison';
import {
  type DiffSection,
  type IDiffRow,
  shownDifferences
} from '../model/differences';
import { useObservable, usePanel } from '../panel/context';
import { DiffByKey, DiffByRun } from '../panel/difftable';
import { ReadProblem } from '../panel/readproblem';
import type { IComparedRuns } from './comparedruns';
import { readPerRun, useDifferences } from './differencerows';

/** Params, metrics, tags and facts of the compared runs side by side. */
export function DifferencesTab(compared: IComparedRuns) {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  const { longTags, cells } = readPerRun(comparison);
  const { runs } = compared;
  const options = comparison.settings.differences;
  useObservable(longTags);
  useObservable(cells);
  const states = runs.map(run => `${run.run_id} ${run.status}`).join();
  useEffect(() => {
    void longTags.want(runs);
    void cells.want(runs);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs are new objects at each delta
  }, [longTags, cells, states]);
  const all = useDifferences(runs);
  const shown = shownDifferences(all, options.isOnlyDifferent, options.search);
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <input
          type="search"
          data-control="search-keys"
          aria-label={trans.__('Search keys')}
          placeholder={trans.__('Search keys')}
          value={options.search}
          onChange={({ target }) =>
            comparison.changeDifferences({ search: target.value })
          }
        />
        <Check
          name="only-differences"
          label={trans.__('Only differences')}
          isChecked={options.isOnlyDifferent}
          onChange={isOnlyDifferent =>
            comparison.changeDifferences({ isOnlyDifferent })
          }
        />
        <Check
          name="transpose"
          label={trans.__('A row for each run')}
          isChecked={options.isTransposed}
          onChange={isTransposed =>
            comparison.changeDifferences({ isTransposed })
          }
        />
        <span className="jp-Trackside-Compare-count">
          {trans.__('%1 of %2 keys', shown.length, all.length)}
        </span>
      </div>
      <ReadProblem state={longTags.state} />
      <ReadProblem state={cells.state} />
      <Table {...compared} rows={shown} isTransposed={options.isTransposed} />
    </>
  );
}

interface ITableProps extends IComparedRuns {
  readonly rows: readonly IDiffRow[];
  readonly isTransposed: boolean;
}

function Table({ runs, lookOf, rows, isTransposed }: ITableProps) {
  const { trans } = usePanel();
  if (rows.length === 0) {
    return (
      <p className="jp-Trackside-Hint" data-empty="differences">
        {trans.__('Nothing differs among the keys that are looked for.')}
      </p>
    );
  }
  const titles: readonly (readonly [DiffSection, string])[] = [
    ['param', trans.__('Parameters')],
    ['metric', trans.__('Metrics')],
    ['tag', trans.__('Tags')],
    ['dataset', trans.__('Datasets')],
    ['run', trans.__('Run')],
    ['code', trans.__('Code')],
    ['cell', trans.__('Executed cells')],
    ['environment', trans.__('Environment')],
    ['package', trans.__('Packages')]
  ];
  const columns = runs.map(({ run_id: id }) => {
    const { name, colour } = lookOf(id);
    return { id, name, colour };
  });
  const View = isTransposed ? DiffByRun : DiffByKey;
  return <View {...{ columns, rows, titles }} />;
}
