import { formatCount } from '../format';
import { useObservable, usePanel } from './context';

/** How many runs there are, and how many of them are loaded. */
export function RunCount() {
  const { model, trans } = usePanel();
  useObservable(model.runs);
  const { ordered, total } = model.runs;
  if (total === 0) {
    return null;
  }
  return (
    <span className="jp-Trackside-Count" data-total={total}>
      {ordered.length < total
        ? trans.__('%1 of %2', formatCount(ordered.length), formatCount(total))
        : trans._n('%1 run', '%1 runs', total)}
    </span>
  );
}
