import { useMemo } from 'react';

import type { IWireRun } from '../api/wire';
import {
  differences,
  type IDiffRow,
  type IFactWords
} from '../model/differences';
import { ComparedCells } from '../model/comparedcells';
import { ComparisonModel } from '../model/comparison';
import { LongTags } from '../model/longtags';
import { useObservable, usePanel } from '../panel/context';

type Trans = ReturnType<typeof usePanel>['trans'];

/** The runs compared key by key, with what is known of their long tags and cells. */
export function differenceRows(
  runs: readonly IWireRun[],
  comparison: ComparisonModel,
  trans: Trans
): readonly IDiffRow[] {
  const { longTags, cells } = readPerRun(comparison);
  const known = {
    tagsOf: (run: IWireRun) => longTags.of(run),
    executionsOf: (run: IWireRun) => cells.of(run)
  };
  return differences(runs, known, factWords(trans));
}

/** What is read of each run for the differences. */
export function readPerRun(comparison: ComparisonModel): {
  readonly longTags: LongTags;
  readonly cells: ComparedCells;
} {
  return {
    longTags: comparison.perRun(LongTags),
    cells: comparison.perRun(ComparedCells)
  };
}

/** The same, made anew only when something about it has changed. */
export function useDifferences(runs: readonly IWireRun[]): readonly IDiffRow[] {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  const { longTags, cells } = readPerRun(comparison);
  const version = `${useObservable(longTags)} ${useObservable(cells)}`;
  return useMemo(
    () => differenceRows(runs, comparison, trans),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the version says when tags or cells are others
    [runs, comparison, version, trans]
  );
}

function factWords(trans: Trans): IFactWords {
  return {
    dataset: trans.__('Dataset'),
    status: trans.__('Status'),
    user: trans.__('User'),
    source: trans.__('Source'),
    repository: trans.__('Repository'),
    branch: trans.__('Branch'),
    commit: trans.__('Commit'),
    changes: trans.__('Uncommitted changes')
  };
}
