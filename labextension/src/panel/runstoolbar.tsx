import { closeIcon, downloadIcon } from '@jupyterlab/ui-components';

import { columnsIcon, compareIcon, eyeIcon } from '../icons';
import type { RunColumn } from '../model/runcolumns';
import { Button, IconButton } from './buttons';
import { usePanel } from './context';
import { ColumnChoice, FirstRows, ListExport } from './firstuse';
import { Popover } from './popover';

interface IRunsToolbarProps {
  readonly columns: readonly RunColumn[];
  /** How many runs are chosen. */
  readonly chosen: number;
  /** How many of the first rows are drawn, if not those chosen by hand. */
  readonly first: number | null;
  readonly onFirst: (first: number) => void;
  readonly onCompare: () => void;
  readonly onClear: () => void;
}

/** Above the run list: which columns, and the way to compare. */
export function RunsToolbar(props: IRunsToolbarProps) {
  const { chosen } = props;
  const { trans } = usePanel();
  return (
    <div className="jp-Trackside-Toolbar">
      <Popover
        icon={columnsIcon}
        label={trans.__('Choose columns')}
        text={trans.__('Columns')}
      >
        <ColumnChoice shown={props.columns} />
      </Popover>
      <Button
        data-action="compare"
        disabled={chosen < 2}
        title={
          chosen < 2
            ? trans.__('Choose two or more runs by their dots to compare them')
            : trans.__('Compare the chosen runs')
        }
        onClick={props.onCompare}
      >
        <compareIcon.react tag={null} />
        {chosen > 0 ? trans.__('Compare (%1)', chosen) : trans.__('Compare')}
      </Button>
      <Popover icon={eyeIcon} label={trans.__('Eyes on the first runs')}>
        <FirstRows first={props.first} onFirst={props.onFirst} />
      </Popover>
      <Popover icon={downloadIcon} label={trans.__('Export the list')}>
        <ListExport />
      </Popover>
      {chosen > 0 && (
        <IconButton
          data-action="clear-selection"
          title={trans.__('Choose none')}
          onClick={props.onClear}
        >
          <closeIcon.react tag={null} />
        </IconButton>
      )}
    </div>
  );
}
