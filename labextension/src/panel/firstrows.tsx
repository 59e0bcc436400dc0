import { usePanel } from './context';

export interface IFirstRowsProps {
  readonly first: number | null;
  readonly onFirst: (first: number) => void;
}

/** Numbers of rows that a chart bears. */
const COUNTS = [3, 5, 10, 20];

/** How many of the first rows are drawn in charts. */
export function FirstRows({ first, onFirst }: IFirstRowsProps) {
  const { trans } = usePanel();
  return (
    <fieldset>
      <legend>{trans.__('Draw in charts')}</legend>
      {COUNTS.map(count => (
        <label key={count}>
          <input
            type="radio"
            name="jp-trackside-first"
            data-first={count}
            checked={first === count}
            onChange={() => onFirst(count)}
          />
          <span>{trans.__('the first %1 of the list', count)}</span>
        </label>
      ))}
      <p className="jp-Trackside-Hint">
        {trans.__('A click on a dot goes back to choosing by hand.')}
      </p>
    </fieldset>
  );
}
