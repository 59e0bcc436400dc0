import { LinkButton } from './buttons';
import { EditText } from './edittext';
import { useEditing } from './editing';
import { Markdown } from './markdown';
import { usePanel } from './context';

interface IDescriptionProps {
  /** What is described, for screen readers. */
  readonly of: string;
  /** In markdown. */
  readonly text: string;
  readonly canEdit: boolean;
  readonly onSave: (text: string) => Promise<void>;
}

/** What somebody noted, and the way to change it. */
export function Description({ of, text, canEdit, onSave }: IDescriptionProps) {
  const { trans } = usePanel();
  const { isEditing, begin, end, opener } = useEditing();
  if (isEditing) {
    return (
      <EditText
        kind="description"
        label={trans.__('Description of %1', of)}
        text={text}
        onSave={onSave}
        onClose={end}
      />
    );
  }
  return (
    <div className="jp-Trackside-Note">
      {text && <Markdown text={text} />}
      {canEdit && (
        <LinkButton ref={opener} data-action="edit-description" onClick={begin}>
          {text ? trans.__('Edit description') : trans.__('Add description')}
        </LinkButton>
      )}
    </div>
  );
}
