import { isStarred } from '../model/runactions';
import { usePanel } from './context';
import { useReported } from './reporting';

/** What the selection bar and the keys of the list do with several runs. */
export interface IBulkActions {
  readonly star: (runIds: readonly string[]) => void;
  readonly tag: (runIds: readonly string[], key: string, value: string) => void;
  /** Into the bin, with a way back. */
  readonly remove: (runIds: readonly string[]) => void;
  readonly restore: (runIds: readonly string[]) => void;
}

/** Actions on several runs that tell the user what failed. */
export function useBulkActions(): IBulkActions {
  const { model, host, trans } = usePanel();
  const { actions, runs } = model;
  const star = useReported((runIds: readonly string[]) => {
    const areAll = runIds.every(runId => {
      const run = runs.get(runId);
      return run !== undefined && isStarred(run);
    });
    return actions.star(runIds, !areAll);
  });
  const tag = useReported(
    (runIds: readonly string[], key: string, value: string) =>
      actions.setTag(runIds, key, value)
  );
  const restore = useReported((runIds: readonly string[]) =>
    actions.restore(runIds)
  );
  const remove = useReported(async (runIds: readonly string[]) => {
    await actions.delete(runIds);
    host.offerUndo(
      trans._n('%1 run was deleted.', '%1 runs were deleted.', runIds.length),
      () => actions.restore(runIds)
    );
  });
  return { star, tag, remove, restore };
}
