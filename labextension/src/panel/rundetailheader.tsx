import { deleteIcon, editIcon } from '@jupyterlab/ui-components';

import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import type { DetailModel } from '../model/detail';
import { useObservable, usePanel } from './context';
import { useEditing } from './editing';
import { EditText } from './edittext';
import { Eye } from './eye';
import { StatusIcon } from './status';
import { ViewHeader } from './viewheader';

interface IRunDetailHeaderProps {
  readonly run: IWireRun;
  readonly detail: DetailModel;
}

/** The head of a run's detail: its name, which can be changed, and the way to delete the run. */
export function RunDetailHeader({ run, detail }: IRunDetailHeaderProps) {
  const { trans } = usePanel();
  const { isEditing, begin, end, opener } = useEditing();
  const isDeleted = run.lifecycle_stage === 'deleted';
  return (
    <>
      <ViewHeader
        title={run.name}
        actions={
          !isDeleted &&
          !isEditing && (
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
              <DeleteButton run={run} />
            </>
          )
        }
      >
        {!isDeleted && <DetailEye run={run} />}
        <StatusIcon status={run.status} />
      </ViewHeader>
      {isEditing && (
        <EditText
          kind="name"
          label={trans.__('Name of the run')}
          text={run.name}
          onSave={name => detail.patch({ name })}
          onClose={end}
        />
      )}
      {isDeleted && <Deleted run={run} detail={detail} />}
    </>
  );
}

function DetailEye({ run }: { readonly run: IWireRun }) {
  const { selection } = usePanel().model;
  useObservable(selection);
  return (
    <Eye
      name={run.name}
      colour={selection.colourOf(run.run_id)}
      isTabStop={true}
      onClick={() => selection.toggle(run.run_id)}
    />
  );
}

/** Deletes at once: what was deleted by mistake comes back by the notification's button. */
function DeleteButton({ run }: { readonly run: IWireRun }) {
  const { model, host, trans } = usePanel();
  const { run_id: runId, name } = run;
  const restore = async (): Promise<void> => {
    try {
      await model.restoreRun(runId);
    } catch (reason) {
      host.sayFailure(asTracksideError(reason).message);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await model.deleteRun(runId);
      host.offerUndo(trans.__('Run %1 was deleted.', name), restore);
    } catch (reason) {
      host.sayFailure(asTracksideError(reason).message);
    }
  };
  return (
    <button
      type="button"
      className="jp-Trackside-IconButton"
      data-action="delete-run"
      title={trans.__('Delete run')}
      onClick={() => void remove()}
    >
      <deleteIcon.react tag={null} />
    </button>
  );
}

function Deleted({ run, detail }: IRunDetailHeaderProps) {
  const { model, host, trans } = usePanel();
  const restore = async (): Promise<void> => {
    try {
      await model.restoreRun(run.run_id);
      await detail.refresh();
    } catch (reason) {
      host.sayFailure(asTracksideError(reason).message);
    }
  };
  return (
    <p className="jp-Trackside-Error" role="status" data-deleted={run.run_id}>
      {trans.__('This run was deleted.')}{' '}
      <button
        type="button"
        className="jp-Trackside-Link"
        data-action="restore-run"
        onClick={() => void restore()}
      >
        {trans.__('Restore')}
      </button>
    </p>
  );
}
