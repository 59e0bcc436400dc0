interface IChoiceProps<T extends string> {
  /** What is chosen, as the `data-control` attribute that names it. */
  readonly name: string;
  readonly label: string;
  readonly value: T;
  /** Values and their words. */
  readonly choices: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** A labelled list to choose one of. */
export function Choice<T extends string>(props: IChoiceProps<T>) {
  const { name, label, value, choices, onChange } = props;
  return (
    <label>
      {label}
      <select
        data-control={name}
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find(([choice]) => choice === target.value);
          if (chosen) {
            onChange(chosen[0]);
          }
        }}
      >
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ICheckProps {
  readonly name: string;
  readonly label: string;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A labelled box to tick. */
export function Check(props: ICheckProps) {
  const { name, label, isChecked, isDisabled = false, onChange } = props;
  return (
    <label>
      <input
        type="checkbox"
        data-control={name}
        checked={isChecked}
        disabled={isDisabled}
        onChange={event => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
