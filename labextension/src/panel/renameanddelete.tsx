import { deleteIcon, editIcon } from '@jupyterlab/ui-components';

import { asTracksideError } from '../api/error';
import { IconButton } from './buttons';
import { usePanel } from './context';
import type { IEditing } from './editing';
import { useReported } from './reporting';

interface IRenameAndDeleteProps {
  readonly kind: 'run' | 'experiment';
  readonly editing: IEditing;
  /** What the button that deletes is called. */
  readonly label: string;
  readonly onDelete: () => Promise<void>;
  /** What is said when it is done. */
  readonly said: string;
  readonly onRestore: () => Promise<void>;
}

/** The pencil and the bin of a header. It deletes at once: the notification's button brings it back. */
export function RenameAndDelete(props: IRenameAndDeleteProps) {
  const { kind, editing, label, onDelete, said, onRestore } = props;
  const { host, trans } = usePanel();
  const restore = async (): Promise<void> => {
    try {
      await onRestore();
    } catch (reason) {
      host.sayFailure(asTracksideError(reason).message);
    }
  };
  const remove = useReported(async () => {
    await onDelete();
    host.offerUndo(said, restore);
  });
  return (
    <>
      <IconButton
        ref={editing.opener}
        data-action="rename"
        title={trans.__('Rename')}
        onClick={editing.begin}
      >
        <editIcon.react tag={null} />
      </IconButton>
      <IconButton data-action={`delete-${kind}`} title={label} onClick={remove}>
        <deleteIcon.react tag={null} />
      </IconButton>
    </>
  );
}
