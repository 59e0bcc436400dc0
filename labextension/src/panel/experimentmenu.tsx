import { caretDownIcon } from '@jupyterlab/ui-components';

import { usePanel } from './context';
import { ExperimentItems } from './firstuse';
import { Popover } from './popover';

interface IExperimentMenuProps {
  /** The experiment's name, or the one that it will have. */
  readonly name: string;
}

/** The experiment's name; it opens what can be done with it, and ways to others. */
export function ExperimentMenu({ name }: IExperimentMenuProps) {
  const { trans } = usePanel();
  return (
    <span className="jp-Trackside-ExperimentMenu" data-experiment={name}>
      <Popover
        icon={caretDownIcon}
        text={name}
        label={trans.__('Experiment: %1', name)}
        className="jp-Trackside-Context-experiment"
      >
        {close => <ExperimentItems close={close} />}
      </Popover>
    </span>
  );
}
