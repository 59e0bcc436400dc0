import { useState } from 'react';

import { chartIcon } from '../icons';
import { usePanel } from '../panel/context';
import { Popover } from '../panel/popover';

/** With fewer keys than this nobody needs to search. */
const SEARCH_FROM = 10;

interface ISeveralChoiceProps<T extends string> {
  /** Values and their words. */
  readonly choices: readonly (readonly [T, string])[];
  readonly chosen: readonly T[];
  /** How many there must be at least. */
  readonly atLeast: number;
  /** What the button says. */
  readonly text: string;
  /** What is chosen, for the title of the button and of the list. */
  readonly label: string;
  readonly onChange: (chosen: readonly T[]) => void;
}

/** Chooses several of many, in the order in which they are chosen. */
export function SeveralChoice<T extends string>(props: ISeveralChoiceProps<T>) {
  const { choices, chosen, atLeast, text, label, onChange } = props;
  const { trans } = usePanel();
  const [search, setSearch] = useState('');
  const sought = search.trim().toLowerCase();
  const toggle = (value: T): void => {
    onChange(
      chosen.includes(value)
        ? chosen.filter(other => other !== value)
        : [...chosen, value]
    );
  };
  return (
    <Popover icon={chartIcon} label={label} text={text}>
      {choices.length >= SEARCH_FROM && (
        <input
          type="search"
          data-control="search-choices"
          aria-label={trans.__('Search')}
          placeholder={trans.__('Search')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      )}
      <fieldset>
        <legend>{label}</legend>
        {choices
          .filter(([, words]) => words.toLowerCase().includes(sought))
          .map(([value, words]) => (
            <label key={value} title={words}>
              <input
                type="checkbox"
                data-choice={value}
                checked={chosen.includes(value)}
                // The last ones stay: without them there is nothing to look at.
                disabled={chosen.length <= atLeast && chosen.includes(value)}
                onChange={() => toggle(value)}
              />
              <span>{words}</span>
            </label>
          ))}
      </fieldset>
    </Popover>
  );
}
