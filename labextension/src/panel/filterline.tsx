import { closeIcon, searchIcon } from '@jupyterlab/ui-components';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';

import type { IWireRun } from '../api/wire';
import { conditionsOf, joined } from '../model/filter';
import { IconButton } from './buttons';
import { type ICompleting, useCompletion } from './completing';
import { usePanel } from './context';

interface IFilterLineProps {
  /** The filter that the list obeys. */
  readonly filter: string;
  /** Why the last one could not be. */
  readonly problem: string | null;
  readonly input: RefObject<HTMLInputElement>;
  /** Runs whose words are offered. */
  readonly known: () => readonly IWireRun[];
  /** Tries a filter; says whether the list obeys it. */
  readonly onFilter: (filter: string) => Promise<boolean>;
  /** The text was changed after a problem. */
  readonly onEdit: () => void;
  /** Escape in an empty line. */
  readonly onLeave: () => void;
}

/** A line for conditions in the grammar of searches; Enter adds what is typed to the filter. */
export function FilterLine(props: IFilterLineProps) {
  const { filter, problem, input, onFilter } = props;
  const { trans } = usePanel();
  const [text, setText] = useState('');
  const id = useId();
  const conditions = conditionsOf(filter);
  const edit = (typed: string): void => {
    setText(typed);
    props.onEdit();
  };
  const completing = useCompletion(input, text, edit, props.known);
  const type = (typed: string): void => {
    edit(typed);
    completing.open();
  };
  const clear = (): void => {
    edit('');
    void onFilter('');
    input.current?.focus();
  };
  const apply = async (): Promise<void> => {
    completing.close();
    const wanted = joined([...conditions, ...conditionsOf(text)]);
    if (text.trim() !== '' && (await onFilter(wanted))) {
      // What was typed meanwhile stays.
      setText(current => (current === text ? '' : current));
    }
  };
  const leave = (): void => (text === '' ? props.onLeave() : edit(''));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (completing.onKeyDown(event)) {
      return;
    }
    if (event.key === 'Enter') {
      void apply();
    } else if (event.key === 'Escape') {
      leave();
    } else if (event.key === 'Backspace' && text === '' && conditions.length) {
      // The last condition comes back to be edited.
      setText(conditions[conditions.length - 1] ?? '');
      void onFilter(joined(conditions.slice(0, -1)));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const { options, active } = completing;
  return (
    <div className="jp-Trackside-Filter">
      <div className="jp-Trackside-Filter-line">
        <searchIcon.react tag={null} className="jp-Trackside-Filter-icon" />
        <input
          ref={input}
          type="text"
          role="combobox"
          data-control="filter"
          aria-label={trans.__('Filter runs')}
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={`${id}options`}
          aria-activedescendant={active < 0 ? undefined : `${id}${active}`}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}problem`}
          autoComplete="off"
          spellCheck={false}
          placeholder={trans.__('Filter: metrics.loss < 0.5')}
          value={text}
          onChange={event => type(event.target.value)}
          onBlur={completing.close}
          onKeyDown={onKeyDown}
        />
        {(text !== '' || filter !== '') && <Clear onClick={clear} />}
        <Completions id={id} {...completing} />
      </div>
      <Problem id={id} text={problem} />
    </div>
  );
}

function Clear({ onClick }: { readonly onClick: () => void }) {
  const { trans } = usePanel();
  return (
    <IconButton
      data-action="clear-filter"
      title={trans.__('Clear the filter')}
      onClick={onClick}
    >
      <closeIcon.react tag={null} />
    </IconButton>
  );
}

type CompletionsProps = Pick<ICompleting, 'options' | 'active' | 'accept'> & {
  readonly id: string;
};

function Completions({ id, options, active, accept }: CompletionsProps) {
  const { trans } = usePanel();
  return (
    <ul
      id={`${id}options`}
      role="listbox"
      className="jp-Trackside-Filter-options"
      aria-label={trans.__('Completions')}
      hidden={options.length === 0}
    >
      {options.map((option, index) => (
        <li
          key={option}
          id={`${id}${index}`}
          role="option"
          aria-selected={index === active}
          // Before the line loses the focus and the list goes.
          onMouseDown={event => {
            event.preventDefault();
            accept(option);
          }}
        >
          {option}
        </li>
      ))}
    </ul>
  );
}

interface IProblemProps {
  readonly id: string;
  readonly text: string | null;
}

function Problem({ id, text }: IProblemProps) {
  return text === null ? null : (
    <p
      id={`${id}problem`}
      className="jp-Trackside-Error"
      role="alert"
      data-filter-problem
    >
      {text}
    </p>
  );
}
