import type { IWireRun } from '../api/wire';
import type { DetailModel } from '../model/detail';
import { usePanel } from './context';
import { EditText } from './edittext';
import { useEditing } from './editing';

interface IDescriptionProps {
  readonly run: IWireRun;
  readonly text: string;
  readonly detail: DetailModel;
}

/** What somebody noted about a run, and the way to change it. */
export function Description({ run, text, detail }: IDescriptionProps) {
  const { trans } = usePanel();
  const { isEditing, begin, end, opener } = useEditing();
  if (isEditing) {
    return (
      <EditText
        kind="description"
        label={trans.__('Description of %1', run.name)}
        text={text}
        onSave={note => detail.describe(note)}
        onClose={end}
      />
    );
  }
  return (
    <div className="jp-Trackside-Note">
      {text && <p className="jp-Trackside-Description">{text}</p>}
      {run.lifecycle_stage === 'active' && (
        <button
          ref={opener}
          type="button"
          className="jp-Trackside-Link"
          data-action="edit-description"
          onClick={begin}
        >
          {text ? trans.__('Edit description') : trans.__('Add description')}
        </button>
      )}
    </div>
  );
}
