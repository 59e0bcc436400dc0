import type { IWireExperimentUse } from '../api/wire';
import { formatCount, formatRelative, formatTime } from '../format';
import { useNow, usePanel } from '../panel/context';

interface IExperimentEntryProps {
  readonly experiment: IWireExperimentUse;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: () => void;
}

/** An experiment in the list: its name, how many runs it has, when the latest began. */
export function ExperimentEntry(props: IExperimentEntryProps) {
  const { experiment, isChosen, isTabStop, onChoose } = props;
  const { trans } = usePanel();
  const now = useNow(60_000);
  const { name, run_count: count, experiment_id: id } = experiment;
  const time = experiment.last_start_time ?? experiment.last_update_time;
  return (
    <li>
      <button
        type="button"
        data-experiment-id={id}
        aria-current={isChosen}
        tabIndex={isTabStop ? 0 : -1}
        title={name}
        onClick={onChoose}
      >
        <span className="jp-Trackside-Experiments-name">{name}</span>
        <span className="jp-Trackside-Experiments-use">
          {count !== null && (
            <span data-run-count={count}>
              {count === 1
                ? trans.__('1 run')
                : trans.__('%1 runs', formatCount(count))}
            </span>
          )}
          {time !== null && (
            <time title={formatTime(time)}>{formatRelative(time, now)}</time>
          )}
        </span>
      </button>
    </li>
  );
}
