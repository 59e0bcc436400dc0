import { useState } from 'react';

import { Button } from './buttons';
import { ConfirmDialog } from './confirmdialog';

interface IConfirmProps {
  /** What the button does, for instance "Delete version 3". */
  readonly label: string;
  /** What is lost, asked before it is done. */
  readonly question: string;
  readonly action: string;
  readonly onConfirm: () => Promise<void>;
}

/** A button for what cannot be undone: it asks once, in its place. */
export function Confirm({ label, action, ...dialog }: IConfirmProps) {
  const [isAsking, setIsAsking] = useState(false);
  return isAsking ? (
    <ConfirmDialog
      label={label}
      action={action}
      {...dialog}
      onCancel={() => setIsAsking(false)}
    />
  ) : (
    <Button data-action={action} onClick={() => setIsAsking(true)}>
      {label}
    </Button>
  );
}
