import type { IWireRun } from '../api/wire';
import { flagIcon } from '../icons';
import type { DetailModel } from '../model/detail';
import { baselineOf, baselinePatch, isStarred } from '../model/runactions';
import { IconButton } from './buttons';
import { useObservable, usePanel } from './context';
import { DeletedNote } from './deletednote';
import { useEditing } from './editing';
import { EditText } from './edittext';
import { Eye } from './eye';
import { RenameAndDelete } from './renameanddelete';
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
  const { model, trans } = usePanel();
  const editing = useEditing();
  const { isEditing, end } = editing;
  const { run_id: runId, name } = run;
  const isDeleted = run.lifecycle_stage === 'deleted';
  return (
    <>
      <ViewHeader
        title={name}
        actions={
          !isDeleted &&
          !isEditing && (
            <RenameAndDelete
              kind="run"
              editing={editing}
              label={trans.__('Delete run')}
              onDelete={() => model.deleteRun(runId)}
              said={trans.__('Run %1 was deleted.', name)}
              onRestore={() => model.actions.restore([runId])}
            />
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
          text={name}
          onSave={text => detail.patch({ name: text })}
          onClose={end}
        />
      )}
      {isDeleted && (
        <DeletedNote
          kind="run"
          id={runId}
          said={trans.__('This run was deleted.')}
          onRestore={async () => {
            await model.actions.restore([runId]);
            await detail.refresh();
          }}
        />
      )}
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
        <IconButton
          data-action="baseline"
          aria-pressed={isBaseline}
          aria-label={trans.__('Baseline')}
          title={trans.__('Compare the other runs of the list to this one')}
          onClick={setBaseline}
        >
          <flagIcon.react tag={null} />
        </IconButton>
      )}
    </>
  );
}
