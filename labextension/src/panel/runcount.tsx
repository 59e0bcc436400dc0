import { formatCount } from '../format';
import { useObservable, usePanel } from './context';

/** How many runs the experiment has, whatever the list shows of them. */
export function RunCount() {
  const { model, trans } = usePanel();
  useObservable(model.runs);
  const { active } = model.runs.counts;
  if (active === 0) {
    return null;
  }
  return (
    <span className="jp-Trackside-Count" data-total={active}>
      {trans._n('%2 run', '%2 runs', active, formatCount(active))}
    </span>
  );
}
