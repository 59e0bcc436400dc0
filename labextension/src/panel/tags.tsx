import { closeIcon } from '@jupyterlab/ui-components';
import { type FormEvent, useState } from 'react';

import { asTracksideError } from '../api/error';
import { IconButton } from './buttons';
import { usePanel } from './context';
import { Problem } from './problem';

/** Tags to set, and as null those to delete. */
export type TagChanges = Readonly<Record<string, string | null>>;

interface ITagsProps {
  readonly tags: Readonly<Record<string, string>>;
  readonly canEdit: boolean;
  readonly onChange: (tags: TagChanges) => Promise<void>;
}

/** Tags by name, with a line to set one and a button to delete each. */
export function Tags({ tags, canEdit, onChange }: ITagsProps) {
  const { trans, host } = usePanel();
  const keys = Object.keys(tags).sort((a, b) => a.localeCompare(b));
  const remove = async (key: string): Promise<void> => {
    const before = tags[key] ?? '';
    try {
      await onChange({ [key]: null });
      host.offerUndo(trans.__('Deleted the tag %1', key), () =>
        onChange({ [key]: before })
      );
    } catch (reason) {
      host.sayFailure(asTracksideError(reason).message);
    }
  };
  return (
    <>
      <table className="jp-Trackside-Table jp-Trackside-Pairs">
        <tbody>
          {keys.map(key => (
            <tr key={key} data-tag={key}>
              <th scope="row">
                <div>{key}</div>
              </th>
              <td>
                <div>{tags[key]}</div>
              </td>
              {canEdit && (
                <td className="jp-Trackside-Tags-action">
                  <IconButton
                    data-action="delete-tag"
                    title={trans.__('Delete the tag %1', key)}
                    onClick={() => void remove(key)}
                  >
                    <closeIcon.react tag={null} />
                  </IconButton>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {canEdit && <NewTag onChange={onChange} />}
    </>
  );
}

/** A line that sets a tag: a name that is there already gets the new value. */
function NewTag({ onChange }: Pick<ITagsProps, 'onChange'>) {
  const { trans } = usePanel();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      await onChange({ [key.trim()]: value });
      setKey('');
      setValue('');
      setProblem(null);
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <form className="jp-Trackside-Tags-new" onSubmit={onSubmit}>
      <input
        aria-label={trans.__('Tag name')}
        placeholder={trans.__('Tag')}
        name="tag-name"
        autoComplete="off"
        value={key}
        onChange={event => setKey(event.target.value)}
      />
      <input
        aria-label={trans.__('Tag value')}
        placeholder={trans.__('Value')}
        name="tag-value"
        autoComplete="off"
        value={value}
        onChange={event => setValue(event.target.value)}
      />
      <button
        type="submit"
        className="jp-Trackside-Button"
        disabled={key.trim() === ''}
      >
        {trans.__('Set')}
      </button>
      {problem !== null && <Problem text={problem} />}
    </form>
  );
}
