import { LinkButton } from '../panel/buttons';
import { usePanel } from '../panel/context';
import { Eye } from '../panel/eye';
import type { IComparedRuns } from './comparedruns';

/** The compared runs: a dot takes one out, a name opens one. */
export function Legend({ runs, lookOf }: IComparedRuns) {
  const { model, host, trans } = usePanel();
  return (
    <ul
      className="jp-Trackside-Legend"
      aria-label={trans.__('Compared runs')}
      tabIndex={0}
    >
      {runs.map(run => (
        <li
          key={run.run_id}
          data-legend={run.run_id}
          onPointerEnter={() => model.pointing.point(run.run_id)}
          onPointerLeave={() => model.pointing.point(null)}
          onFocus={() => model.pointing.point(run.run_id)}
          onBlur={() => model.pointing.point(null)}
        >
          <Eye
            name={run.name}
            colour={lookOf(run.run_id).colour}
            isTabStop
            onClick={() => model.selection.toggle(run.run_id)}
          />
          <LinkButton
            title={trans.__('Open %1', run.name)}
            onClick={() => {
              model.navigation.openRun(run.run_id);
              host.showPanel();
            }}
          >
            {run.name}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
