import { copyIcon } from '@jupyterlab/ui-components';

import type { IWireExperiment, IWirePatch } from '../api/wire';
import { experimentNote, noting } from '../model/experimentnote';
import { IconButton } from '../panel/buttons';
import { usePanel } from '../panel/context';
import { DeletedNote } from '../panel/deletednote';
import { Description } from '../panel/description';
import { useEditing } from '../panel/editing';
import { EditText } from '../panel/edittext';
import { RenameAndDelete } from '../panel/renameanddelete';
import { RunCount } from '../panel/runcount';

interface IExperimentHeaderProps {
  readonly experiment: IWireExperiment;
  /** Called when the experiment is another than the list says. */
  readonly onChanged: () => void;
}

/** The head of the chosen experiment: its name and note, which can be changed, and the bin. */
export function ExperimentHeader({
  experiment,
  onChanged
}: IExperimentHeaderProps) {
  const { model, host, trans } = usePanel();
  const editing = useEditing();
  const { isEditing, end } = editing;
  const { name, experiment_id: id } = experiment;
  const isDeleted = experiment.lifecycle_stage === 'deleted';
  const change = async (patch: IWirePatch): Promise<void> => {
    await model.changeExperiment(patch);
    onChanged();
  };
  // By its id: the user may look at another by then.
  const restore = async (): Promise<void> => {
    await model.client.patchExperiment(id, { lifecycle_stage: 'active' });
    await model.loadExperiments();
    onChanged();
  };
  const copyId = (): void =>
    host.copyText(id, trans.__('The id %1 was copied.', id));
  return (
    <header className="jp-Trackside-Experiments-header" data-header={id}>
      <div className="jp-Trackside-ViewHeader">
        <h3 title={name}>{name}</h3>
        <RunCount />
        {!isEditing && (
          <span className="jp-Trackside-ViewHeader-actions">
            <IconButton
              data-action="copy-id"
              title={trans.__('Copy the id %1', id)}
              onClick={copyId}
            >
              <copyIcon.react tag={null} />
            </IconButton>
            {!isDeleted && (
              <RenameAndDelete
                kind="experiment"
                editing={editing}
                label={trans.__('Delete experiment')}
                onDelete={() => change({ lifecycle_stage: 'deleted' })}
                said={trans.__(
                  'Experiment %1 and its runs were deleted.',
                  name
                )}
                onRestore={restore}
              />
            )}
          </span>
        )}
      </div>
      {isEditing && (
        <EditText
          kind="name"
          label={trans.__('Name of the experiment')}
          text={name}
          onSave={text => change({ name: text })}
          onClose={end}
        />
      )}
      {isDeleted && (
        <DeletedNote
          kind="experiment"
          id={id}
          said={trans.__('This experiment was deleted with its runs.')}
          onRestore={() => change({ lifecycle_stage: 'active' })}
        />
      )}
      <Description
        of={name}
        text={experimentNote(experiment)}
        canEdit={!isDeleted}
        onSave={text => change(noting(text))}
      />
    </header>
  );
}
