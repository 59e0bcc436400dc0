import { usePanel } from '../panel/context';

/** Says so when runs are not in a chart, which would be a riddle. */
export function LeftOut({ count }: { readonly count: number }) {
  const { trans } = usePanel();
  return count === 0 ? null : (
    <p className="jp-Trackside-Chart-note" data-left-out={count}>
      {trans._n(
        '%1 run is not drawn: it lacks one of the values.',
        '%1 runs are not drawn: they lack one of the values.',
        count
      )}
    </p>
  );
}
