import { LinkButton } from './buttons';
import { usePanel } from './context';
import { useReported } from './reporting';

interface IDeletedNoteProps {
  readonly kind: 'run' | 'experiment';
  readonly id: string;
  /** What happened to it. */
  readonly said: string;
  readonly onRestore: () => Promise<void>;
}

/** Says that what is looked at lies in the bin, and takes it out. */
export function DeletedNote({ kind, id, said, onRestore }: IDeletedNoteProps) {
  const { trans } = usePanel();
  const restore = useReported(onRestore);
  return (
    <p className="jp-Trackside-Error" role="status" data-deleted={id}>
      {said}{' '}
      <LinkButton data-action={`restore-${kind}`} onClick={restore}>
        {trans.__('Restore')}
      </LinkButton>
    </p>
  );
}
