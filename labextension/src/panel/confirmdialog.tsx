import { useState } from 'react';

import { asTracksideError } from '../api/error';
import { Button } from './buttons';
import { usePanel } from './context';
import { Problem } from './problem';

interface IConfirmDialogProps {
  /** What is to be done, for screen readers. */
  readonly label: string;
  /** What is lost, asked before it is done. */
  readonly question: string;
  readonly action: string;
  /** What the button says that does it; "Delete" if nothing else. */
  readonly verb?: string;
  readonly onConfirm: () => Promise<void>;
  readonly onCancel: () => void;
}

/** A question before something that cannot be undone; it tells why it could not be done. */
export function ConfirmDialog(props: IConfirmDialogProps) {
  const { label, question, action, onConfirm, onCancel } = props;
  const { trans } = usePanel();
  const [problem, setProblem] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    try {
      await onConfirm();
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
    }
  };
  return (
    <div
      className="jp-Trackside-Confirm"
      role="alertdialog"
      aria-label={label}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        }
      }}
    >
      <p>{question}</p>
      {problem !== null && <Problem text={problem} />}
      <div className="jp-Trackside-Dialog-buttons">
        <Button autoFocus onClick={onCancel}>
          {trans.__('Cancel')}
        </Button>
        <Button
          className="jp-mod-warn"
          data-action={`${action}-confirmed`}
          onClick={() => void confirm()}
        >
          {props.verb ?? trans.__('Delete')}
        </Button>
      </div>
    </div>
  );
}
