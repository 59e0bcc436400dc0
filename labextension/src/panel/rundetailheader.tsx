import { deleteIcon, editIcon } from '@jupyterlab/ui-components';

import { asTracksideError } from '../api/error';
import type { IWireRun } from '../api/wire';
import { flagIcon } from '../icons';
import type { DetailModel } from '../model/detail';
import { baselineOf, baselinePatch, isStarred } from '../model/runactions';
import { useObservable, usePanel } from './context';
import { useEditing } from './editing';
import { EditText } from './edittext';
import { Eye } from './eye';
import { useReported } from './reporting';
import { Star } from './star';
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
        {!isDeleted && <DetailMarks run={run} />}
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

/** Whether the run is drawn in charts, starred, compared to. */
function DetailMarks({ run }: { readonly run: IWireRun }) {
  const { model, trans } = usePanel();
  const { selection, actions } = model;
  useObservable(selection);
  useObservable(model);
  const { run_id: runId, name } = run;
  const isBaseline = baselineOf(model.experiment) === runId;
  const star = useReported(() => actions.star([runId], !isStarred(run)));
  const setBaseline = useReported(() =>
    model.changeExperiment(baselinePatch(isBaseline ? null : runId))
  );
  return (
    <>
      <Eye
        name={name}
        colour={selection.colourOf(runId)}
        isTabStop={true}
        onClick={() => selection.toggle(runId)}
      />
      <Star name={name} isOn={isStarred(run)} isTabStop={true} onClick={star} />
      {model.experiment && (
        <button
          type="button"
          className="jp-Trackside-IconButton"
          data-action="baseline"
          aria-pressed={isBaseline}
          aria-label={trans.__('Baseline')}
          title={trans.__('Compare the other runs of the list to this one')}
          onClick={setBaseline}
        >
          <flagIcon.react tag={null} />
        </button>
      )}
    </>
  );
}

/** Deletes at once: what was deleted by mistake comes back by the notification's button. */
function DeleteButton({ run }: { readonly run: IWireRun }) {
  const { model, host, trans } = usePanel();
  const { run_id: runId, name } = run;
  const restore = async (): Promise<void> => {
    try {
      await model.actions.restore([runId]);
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
      await model.actions.restore([run.run_id]);
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
