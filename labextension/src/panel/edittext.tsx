import { type FormEvent, type KeyboardEvent, useState } from 'react';

import { asTracksideError } from '../api/error';
import { Button } from './buttons';
import { usePanel } from './context';
import { Problem } from './problem';

interface IEditTextProps {
  /** What is edited, for screen readers and as the `data-edit` attribute. */
  readonly label: string;
  readonly kind: 'name' | 'description';
  readonly text: string;
  readonly onSave: (text: string) => Promise<void>;
  readonly onClose: () => void;
}

/** A text edited in its place: Enter saves (with Ctrl where there are lines), Escape leaves it as it was. */
export function EditText(props: IEditTextProps) {
  const { label, kind, onSave, onClose } = props;
  const { trans } = usePanel();
  const [text, setText] = useState(props.text);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isName = kind === 'name';
  const isSavable = !isBusy && !(isName && text.trim() === '');
  const save = async (): Promise<void> => {
    setIsBusy(true);
    try {
      if (text.trim() !== props.text) {
        await onSave(text.trim());
      }
      onClose();
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
      setIsBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isSavable) {
      void save();
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      event.currentTarget.requestSubmit();
    }
  };
  const field = {
    autoFocus: true,
    'aria-label': label,
    value: text
  };
  return (
    <form
      className="jp-Trackside-Edit"
      data-edit={kind}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      {isName ? (
        <input
          {...field}
          autoComplete="off"
          onFocus={event => event.target.select()}
          onChange={event => setText(event.target.value)}
        />
      ) : (
        <textarea
          {...field}
          rows={5}
          onChange={event => setText(event.target.value)}
        />
      )}
      <button
        type="submit"
        className="jp-Trackside-Button jp-mod-primary"
        disabled={!isSavable}
      >
        {trans.__('Save')}
      </button>
      <Button onClick={onClose}>{trans.__('Cancel')}</Button>
      {problem !== null && <Problem text={problem} />}
    </form>
  );
}
