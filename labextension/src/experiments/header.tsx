import { copyIcon, deleteIcon, editIcon } from '@jupyterlab/ui-components';

import { asTracksideError } from '../api/error';
import type { IWireExperiment, IWirePatch } from '../api/wire';
import { experimentNote, noting } from '../model/experimentnote';
import { usePanel } from '../panel/context';
import { Description } from '../panel/description';
import { useEditing } from '../panel/editing';
import { EditText } from '../panel/edittext';
import { useReported } from '../panel/reporting';
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
  const { isEditing, begin, end, opener } = useEditing();
  const { name, experiment_id: id } = experiment;
  const isDeleted = experiment.lifecycle_stage === 'deleted';
  const change = async (patch: IWirePatch): Promise<void> => {
    await model.changeExperiment(patch);
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
            <button
              type="button"
              className="jp-Trackside-IconButton"
              data-action="copy-id"
              title={trans.__('Copy the id %1', id)}
              onClick={copyId}
            >
              <copyIcon.react tag={null} />
            </button>
            {!isDeleted && (
              <>
                <button
                  ref={opener}
                  type="button"
                  className="jp-Trackside-IconButton"
                  data-action="rename"
                  title={trans.__('Rename')}
                  onClick={begin}
                >
                  <editIcon.react tag={null} />
                </button>
                <DeleteButton experiment={experiment} onChanged={onChanged} />
              </>
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
        <Deleted onRestore={() => change({ lifecycle_stage: 'active' })} />
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

/** Deletes at once: it comes back by the notification's button, and later out of the bin. */
function DeleteButton({ experiment, onChanged }: IExperimentHeaderProps) {
  const { model, host, trans } = usePanel();
  const { name, experiment_id: id } = experiment;
  const restore = async (): Promise<void> => {
    try {
      await model.client.patchExperiment(id, { lifecycle_stage: 'active' });
      await model.loadExperiments();
      onChanged();
    } catch (reason) {
      host.sayFailure(asTracksideError(reason).message);
    }
  };
  const remove = useReported(async () => {
    await model.changeExperiment({ lifecycle_stage: 'deleted' });
    onChanged();
    host.offerUndo(
      trans.__('Experiment %1 and its runs were deleted.', name),
      restore
    );
  });
  return (
    <button
      type="button"
      className="jp-Trackside-IconButton"
      data-action="delete-experiment"
      title={trans.__('Delete experiment')}
      onClick={remove}
    >
      <deleteIcon.react tag={null} />
    </button>
  );
}

function Deleted(props: { readonly onRestore: () => Promise<void> }) {
  const { trans } = usePanel();
  const restore = useReported(props.onRestore);
  return (
    <p className="jp-Trackside-Error" role="status" data-deleted>
      {trans.__('This experiment was deleted with its runs.')}{' '}
      <button
        type="button"
        className="jp-Trackside-Link"
        data-action="restore-experiment"
        onClick={restore}
      >
        {trans.__('Restore')}
      </button>
    </p>
  );
}
