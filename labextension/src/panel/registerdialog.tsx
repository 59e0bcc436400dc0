import { type FormEvent, useId, useState } from 'react';

import { asTracksideError } from '../api/error';
import { usePanel } from './context';

interface IRegisterDialogProps {
  /** Artifact paths of the models that can be registered. */
  readonly paths: readonly string[];
  readonly onRegister: (name: string, path: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the name under which a model is registered. */
export function RegisterDialog(props: IRegisterDialogProps) {
  const { paths, onRegister, onClose } = props;
  const { model, trans } = usePanel();
  const [name, setName] = useState('');
  const [path, setPath] = useState(paths[0] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const id = useId();
  const submit = async (): Promise<void> => {
    setIsBusy(true);
    try {
      await onRegister(name.trim(), path);
      onClose();
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
      setIsBusy(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };
  return (
    <form
      className="jp-Trackside-Dialog"
      role="dialog"
      aria-label={trans.__('Register model')}
      onSubmit={onSubmit}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <label>
        {trans.__('Name')}
        <input
          autoFocus
          required
          name="name"
          list={id}
          autoComplete="off"
          value={name}
          onChange={event => setName(event.target.value)}
        />
      </label>
      <datalist id={id}>
        {model.registry.models.map(registered => (
          <option key={registered.name} value={registered.name} />
        ))}
      </datalist>
      <PathChoice paths={paths} path={path} onChoose={setPath} />
      {problem !== null && (
        <p className="jp-Trackside-Error" role="alert">
          {problem}
        </p>
      )}
      <div className="jp-Trackside-Dialog-buttons">
        <button type="button" className="jp-Trackside-Button" onClick={onClose}>
          {trans.__('Cancel')}
        </button>
        <button
          type="submit"
          className="jp-Trackside-Button jp-mod-primary"
          disabled={isBusy || name.trim() === ''}
        >
          {trans.__('Register')}
        </button>
      </div>
    </form>
  );
}

interface IPathChoiceProps {
  readonly paths: readonly string[];
  readonly path: string;
  readonly onChoose: (path: string) => void;
}

/** Which of the run's models; nothing to ask if there is one. */
function PathChoice({ paths, path, onChoose }: IPathChoiceProps) {
  const { trans } = usePanel();
  return paths.length < 2 ? null : (
    <label>
      {trans.__('Model')}
      <select
        name="path"
        value={path}
        onChange={event => onChoose(event.target.value)}
      >
        {paths.map(one => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
