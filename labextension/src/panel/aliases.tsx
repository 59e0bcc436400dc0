import { closeIcon } from '@jupyterlab/ui-components';
import { type FormEvent, useState } from 'react';

import { asTracksideError } from '../api/error';
import { IconButton } from './buttons';
import { usePanel } from './context';
import { Problem } from './problem';

interface IAliasesProps {
  readonly aliases: readonly string[];
  /** True gives an alias to the version, false takes it away. */
  readonly onChange: (
    aliases: Readonly<Record<string, boolean>>
  ) => Promise<void>;
}

/** The aliases of a version, each with a button that takes it away, and a line for one more. */
export function Aliases({ aliases, onChange }: IAliasesProps) {
  const { trans } = usePanel();
  const [alias, setAlias] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (name: string, isWanted: boolean): Promise<void> => {
    try {
      await onChange({ [name]: isWanted });
      setAlias('');
      setProblem(null);
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void change(alias.trim().replace(/^@/, ''), true);
  };
  return (
    <form className="jp-Trackside-Aliases" onSubmit={onSubmit}>
      {aliases.map(name => (
        <span key={name} className="jp-Trackside-Badge" data-alias={name}>
          @{name}
          <IconButton
            data-action="delete-alias"
            title={trans.__('Take the alias %1 away', name)}
            onClick={() => void change(name, false)}
          >
            <closeIcon.react tag={null} />
          </IconButton>
        </span>
      ))}
      <span className="jp-Trackside-Aliases-new">
        <input
          name="alias"
          aria-label={trans.__('New alias')}
          placeholder={trans.__('Add alias')}
          autoComplete="off"
          value={alias}
          onChange={event => setAlias(event.target.value)}
        />
        <button
          type="submit"
          className="jp-Trackside-Button"
          disabled={alias.trim() === ''}
        >
          {trans.__('Add')}
        </button>
      </span>
      {problem !== null && <Problem text={problem} />}
    </form>
  );
}
