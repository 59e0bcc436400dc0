import { type FormEvent, useId, useState } from 'react';

import { asTracksideError } from '../api/error';
import type { IRegistration } from '../model/detail';
import { RegistryModel } from '../model/registry';
import { Button } from './buttons';
import { usePanel } from './context';
import { Problem } from './problem';

interface IRegisterDialogProps {
  /** Artifact paths of the models that can be registered. */
  readonly paths: readonly string[];
  readonly onRegister: (registration: IRegistration) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the name, and what else is said of it, under which a model is registered. */
export function RegisterDialog(props: IRegisterDialogProps) {
  const { paths, onRegister, onClose } = props;
  const { model, trans } = usePanel();
  const [name, setName] = useState('');
  const [alias, setAlias] = useState('');
  const [description, setDescription] = useState('');
  const [path, setPath] = useState(paths[0] ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const id = useId();
  const submit = async (): Promise<void> => {
    setIsBusy(true);
    try {
      await onRegister(registration(name, path, alias, description));
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
        {model.part(RegistryModel).models.map(registered => (
          <option key={registered.name} value={registered.name} />
        ))}
      </datalist>
      <PathChoice paths={paths} path={path} onChoose={setPath} />
      <Wishes
        {...{ alias, description }}
        onAlias={setAlias}
        onDescription={setDescription}
      />
      {problem !== null && <Problem text={problem} />}
      <div className="jp-Trackside-Dialog-buttons">
        <Button onClick={onClose}>{trans.__('Cancel')}</Button>
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

/** What was filled in; an empty wish is none. */
function registration(
  name: string,
  path: string,
  alias: string,
  description: string
): IRegistration {
  return {
    name: name.trim(),
    artifact_path: path,
    ...(alias.trim() && { alias: alias.trim() }),
    ...(description.trim() && { description: description.trim() })
  };
}

interface IWishesProps {
  readonly alias: string;
  readonly description: string;
  readonly onAlias: (alias: string) => void;
  readonly onDescription: (description: string) => void;
}

/** What can be said of the version at once, or later. */
function Wishes(props: IWishesProps) {
  const { trans } = usePanel();
  return (
    <>
      <label>
        {trans.__('Alias (optional)')}
        <input
          name="alias"
          autoComplete="off"
          value={props.alias}
          onChange={event => props.onAlias(event.target.value)}
        />
      </label>
      <label>
        {trans.__('Description (optional)')}
        <textarea
          name="description"
          rows={2}
          value={props.description}
          onChange={event => props.onDescription(event.target.value)}
        />
      </label>
    </>
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
