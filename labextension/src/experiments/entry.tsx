import type { IWireExperimentUse } from '../api/wire';
import { formatCount, formatRelative, formatTime } from '../format';
import { useNow, usePanel } from '../panel/context';

interface IExperimentEntryProps {
  readonly experiment: IWireExperimentUse;
  readonly isChosen: boolean;
  /** True if the runs of several experiments are shown. */
  readonly isOneOfMany: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: () => void;
  /** Its runs beside those of the others that are chosen, or no longer. */
  readonly onToggle: () => void;
}

/** An experiment in the list: its name, how many runs it has, when the latest began. */
export function ExperimentEntry(props: IExperimentEntryProps) {
  const { experiment, isChosen, isTabStop, onChoose, onToggle } = props;
  const { trans } = usePanel();
  const now = useNow(60_000);
  const { name, run_count: count, experiment_id: id } = experiment;
  const time = experiment.last_start_time ?? experiment.last_update_time;
  return (
    <li data-chosen={isChosen || undefined}>
      <input
        type="checkbox"
        data-shown={props.isOneOfMany || undefined}
        aria-label={trans.__('Show the runs of %1 as well', name)}
        tabIndex={isTabStop ? 0 : -1}
        checked={isChosen}
        onChange={onToggle}
      />
      <button
        type="button"
        data-experiment-id={id}
        aria-current={isChosen}
        tabIndex={isTabStop ? 0 : -1}
        title={name}
        onClick={event =>
          event.ctrlKey || event.metaKey ? onToggle() : onChoose()
        }
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
