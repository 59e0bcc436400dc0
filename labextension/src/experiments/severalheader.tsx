import { closeIcon } from '@jupyterlab/ui-components';

import type { IWireExperiment } from '../api/wire';
import { usePanel } from '../panel/context';
import { RunCount } from '../panel/runcount';

interface ISeveralHeaderProps {
  readonly experiments: readonly IWireExperiment[];
  readonly onRemove: (experiment: IWireExperiment) => void;
}

/** The head of a list that has the runs of several experiments: whose they are. */
export function SeveralHeader({ experiments, onRemove }: ISeveralHeaderProps) {
  const { trans } = usePanel();
  return (
    <header className="jp-Trackside-Experiments-header" data-header="several">
      <div className="jp-Trackside-ViewHeader">
        <h3>{trans.__('%1 experiments', experiments.length)}</h3>
        <RunCount />
      </div>
      <ul className="jp-Trackside-Experiments-several">
        {experiments.map(experiment => (
          <li
            key={experiment.experiment_id}
            className="jp-Trackside-Chip"
            data-member={experiment.experiment_id}
          >
            <span title={experiment.name}>{experiment.name}</span>
            <button
              type="button"
              title={trans.__('Leave out the runs of %1', experiment.name)}
              onClick={() => onRemove(experiment)}
            >
              <closeIcon.react tag={null} />
            </button>
          </li>
        ))}
      </ul>
    </header>
  );
}
