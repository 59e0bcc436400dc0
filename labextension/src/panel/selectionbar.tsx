import { addIcon, closeIcon, deleteIcon } from '@jupyterlab/ui-components';
import { type FormEvent, useState } from 'react';

import type { LifecycleStage } from '../api/client';
import { compareIcon, flagIcon, starIcon } from '../icons';
import { Button, IconButton } from './buttons';
import { usePanel } from './context';
import { Popover } from './popover';

interface ISelectionBarProps {
  /** How many rows are selected. */
  readonly count: number;
  readonly stage: LifecycleStage;
  readonly onCompare: () => void;
  readonly onStar: () => void;
  readonly onTag: (key: string, value: string) => void;
  readonly onDelete: () => void;
  readonly onRestore: () => void;
  readonly onClear: () => void;
  /** Null unless one row is selected. */
  readonly onBaseline: (() => void) | null;
}

/** What can be done with all selected runs at once. */
export function SelectionBar(props: ISelectionBarProps) {
  const { count, stage, onBaseline } = props;
  const { trans } = usePanel();
  return (
    <div
      className="jp-Trackside-Toolbar"
      role="toolbar"
      aria-label={trans.__('Selected runs')}
    >
      <span data-selected={count}>{trans.__('%1 selected', count)}</span>
      {stage === 'deleted' ? (
        <Button data-action="restore-selected" onClick={props.onRestore}>
          {trans.__('Restore')}
        </Button>
      ) : (
        <>
          <Action
            name="compare-selected"
            label={trans.__('Compare')}
            Icon={compareIcon.react}
            onClick={props.onCompare}
          />
          <Action
            name="star-selected"
            label={trans.__('Star, or take the stars')}
            Icon={starIcon.react}
            onClick={props.onStar}
          />
          {onBaseline && (
            <Action
              name="baseline-selected"
              label={trans.__('Compare the others to this run')}
              Icon={flagIcon.react}
              onClick={onBaseline}
            />
          )}
          <Popover
            icon={addIcon}
            label={trans.__('Add a tag')}
            text={trans.__('Tag')}
          >
            <TagForm onTag={props.onTag} />
          </Popover>
          <Action
            name="delete-selected"
            label={trans.__('Delete')}
            Icon={deleteIcon.react}
            onClick={props.onDelete}
          />
        </>
      )}
      <Action
        name="clear-selected"
        label={trans.__('Select none (Esc)')}
        Icon={closeIcon.react}
        onClick={props.onClear}
      />
    </div>
  );
}

interface IActionProps {
  readonly name: string;
  readonly label: string;
  readonly Icon: typeof closeIcon.react;
  readonly onClick: () => void;
}

function Action({ name, label, Icon, onClick }: IActionProps) {
  return (
    <IconButton data-action={name} title={label} onClick={onClick}>
      <Icon tag={null} />
    </IconButton>
  );
}

interface ITagFormProps {
  readonly onTag: (key: string, value: string) => void;
}

function TagForm({ onTag }: ITagFormProps) {
  const { trans } = usePanel();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim() !== '') {
      onTag(key.trim(), value);
      setKey('');
      setValue('');
    }
  };
  return (
    <form className="jp-Trackside-TagForm" onSubmit={onSubmit}>
      <input
        type="text"
        name="key"
        aria-label={trans.__('Name of the tag')}
        placeholder={trans.__('name')}
        value={key}
        onChange={event => setKey(event.target.value)}
      />
      <input
        type="text"
        name="value"
        aria-label={trans.__('Value of the tag')}
        placeholder={trans.__('value')}
        value={value}
        onChange={event => setValue(event.target.value)}
      />
      <button
        type="submit"
        className="jp-Trackside-Button"
        disabled={key.trim() === ''}
      >
        {trans.__('Add')}
      </button>
    </form>
  );
}
