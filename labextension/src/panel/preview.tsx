import { useState } from 'react';

import { Later } from '../later';
import type { PreviewModel } from '../model/preview';
import { ConfirmDialog } from './confirmdialog';
import { useObservable, usePanel } from './context';
import { drawnLater } from './later';
import { Loading } from './loading';
import { PreviewActions } from './previewactions';
import { ReadProblem } from './readproblem';

// What shows files is not loaded before one is looked at.
const PreviewBody = drawnLater(
  new Later(() => import('./previews/body')),
  code => code.PreviewBody
);

interface IPreviewProps {
  readonly preview: PreviewModel;
  /** Null where it cannot be closed by itself. */
  readonly onClose: (() => void) | null;
  /** Null for what cannot be deleted. */
  readonly onDelete: (() => Promise<void>) | null;
}

/** An artifact as it can be shown without downloading it, with what can be done with it. */
export function Preview({ preview, onClose, onDelete }: IPreviewProps) {
  const { trans } = usePanel();
  useObservable(preview);
  const [isAsking, setIsAsking] = useState(false);
  const { place, name, state, shown, isFolder } = preview;
  return (
    <section
      className="jp-Trackside-Preview"
      data-preview={place.path}
      data-kind={shown?.kind ?? state.kind}
      aria-busy={state.kind === 'loading'}
    >
      <div className="jp-Trackside-Preview-head">
        <h4 title={place.path || name}>{name}</h4>
        <PreviewActions
          preview={preview}
          onClose={onClose}
          onDelete={onDelete && (() => setIsAsking(true))}
        />
      </div>
      {isAsking && onDelete && (
        <ConfirmDialog
          label={trans.__('Delete %1', name)}
          question={
            isFolder
              ? trans.__(
                  'Delete “%1” with all that it holds? This cannot be undone.',
                  name
                )
              : trans.__('Delete “%1”? This cannot be undone.', name)
          }
          action="delete-artifact"
          onConfirm={onDelete}
          onCancel={() => setIsAsking(false)}
        />
      )}
      <ReadProblem state={state} />
      {state.kind === 'loading' && !shown && <Loading />}
      {shown && <PreviewBody preview={preview} shown={shown} />}
    </section>
  );
}
