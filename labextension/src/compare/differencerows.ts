import { useMemo } from 'react';

import type { IWireRun } from '../api/wire';
import {
  differences,
  type IDiffRow,
  type IFactWords
} from '../model/differences';
import type { LongTags } from '../model/longtags';
import { useObservable, usePanel } from '../panel/context';

type Trans = ReturnType<typeof usePanel>['trans'];

/** The runs compared key by key, with what is known of their long tags. */
export function differenceRows(
  runs: readonly IWireRun[],
  longTags: LongTags,
  trans: Trans
): readonly IDiffRow[] {
  return differences(runs, run => longTags.of(run), factWords(trans));
}

/** The same, made anew only when something about it has changed. */
export function useDifferences(runs: readonly IWireRun[]): readonly IDiffRow[] {
  const { model, trans } = usePanel();
  const { longTags } = model.comparison;
  const version = useObservable(longTags);
  return useMemo(
    () => differenceRows(runs, longTags, trans),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the version says when the tags are others
    [runs, longTags, version, trans]
  );
}

function factWords(trans: Trans): IFactWords {
  return {
    status: trans.__('Status'),
    user: trans.__('User'),
    source: trans.__('Source'),
    repository: trans.__('Repository'),
    branch: trans.__('Branch'),
    commit: trans.__('Commit'),
    changes: trans.__('Uncommitted changes')
  };
}
