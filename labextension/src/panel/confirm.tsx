import { type ReactNode, useState } from 'react';

import { asTracksideError } from '../api/error';
import { usePanel } from './context';

interface IConfirmProps {
  /** What the button does, for instance "Delete version 3". */
  readonly label: string;
  /** What is lost, asked before it is done. */
  readonly question: string;
  readonly action: string;
  readonly onConfirm: () => Promise<void>;
  readonly children?: ReactNode;
}

/** A button for what cannot be undone: it asks once, in its place. */
export function Confirm(props: IConfirmProps) {
  const { trans } = usePanel();
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    try {
      await props.onConfirm();
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
    }
  };
  if (!isAsking) {
    return (
      <button
        type="button"
        className="jp-Trackside-Button"
        data-action={props.action}
        onClick={() => setIsAsking(true)}
      >
        {props.label}
      </button>
    );
  }
  return (
    <div
      className="jp-Trackside-Confirm"
      role="alertdialog"
      aria-label={props.label}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          setIsAsking(false);
        }
      }}
    >
      <p>{props.question}</p>
      {problem !== null && (
        <p className="jp-Trackside-Error" role="alert">
          {problem}
        </p>
      )}
      <div className="jp-Trackside-Dialog-buttons">
        <button
          type="button"
          autoFocus
          className="jp-Trackside-Button"
          onClick={() => setIsAsking(false)}
        >
          {trans.__('Cancel')}
        </button>
        <button
          type="button"
          className="jp-Trackside-Button jp-mod-warn"
          data-action={`${props.action}-confirmed`}
          onClick={() => void confirm()}
        >
          {trans.__('Delete')}
        </button>
      </div>
    </div>
  );
}
