import type { IWireExperiment } from '../api/wire';
import { experimentNote, noting } from '../model/experimentnote';
import { MenuButton } from './buttons';
import { usePanel } from './context';
import { useEditing } from './editing';
import { EditText } from './edittext';

export interface IExperimentItemsProps {
  readonly close: () => void;
}

/** What can be done with the experiment that is shown, and ways to others. */
export function ExperimentItems({ close }: IExperimentItemsProps) {
  const { model, host, trans } = usePanel();
  const { experiment } = model;
  return (
    <>
      {experiment && <OfExperiment experiment={experiment} close={close} />}
      <Others close={close} />
      <MenuButton
        data-action="all-experiments"
        onClick={() => {
          close();
          host.openExperiments(experiment?.experiment_id ?? null);
        }}
      >
        {trans.__('All experiments')}
      </MenuButton>
    </>
  );
}

interface IOfExperimentProps extends IExperimentItemsProps {
  readonly experiment: IWireExperiment;
}

function OfExperiment({ experiment, close }: IOfExperimentProps) {
  const { model, host, trans } = usePanel();
  const naming = useEditing();
  const describing = useEditing();
  const { experiment_id: id } = experiment;
  if (naming.isEditing) {
    return (
      <EditText
        kind="name"
        label={trans.__('Name of the experiment')}
        text={experiment.name}
        onSave={name => model.changeExperiment({ name })}
        onClose={naming.end}
      />
    );
  }
  if (describing.isEditing) {
    return (
      <EditText
        kind="description"
        label={trans.__('Description of %1', experiment.name)}
        text={experimentNote(experiment)}
        onSave={text => model.changeExperiment(noting(text))}
        onClose={describing.end}
      />
    );
  }
  return (
    <>
      <MenuButton
        ref={naming.opener}
        data-action="rename-experiment"
        onClick={naming.begin}
      >
        {trans.__('Rename…')}
      </MenuButton>
      <MenuButton
        ref={describing.opener}
        data-action="describe-experiment"
        onClick={describing.begin}
      >
        {trans.__('Describe…')}
      </MenuButton>
      <MenuButton
        data-action="copy-experiment-id"
        onClick={() => {
          close();
          host.copyText(id, trans.__('The id %1 was copied.', id));
        }}
      >
        {trans.__('Copy id %1', id)}
      </MenuButton>
    </>
  );
}

/** How many other experiments the menu offers. */
const OFFERED = 6;

/** Experiments that were used last, to look at in the panel. */
function Others({ close }: IExperimentItemsProps) {
  const { model, trans } = usePanel();
  const shown = model.experiment?.experiment_id;
  const others = model.experiments
    .filter(each => each.experiment_id !== shown)
    .slice(0, OFFERED);
  if (others.length === 0) {
    return null;
  }
  return (
    <div className="jp-Trackside-MenuGroup">
      <h4>{trans.__('Recent experiments')}</h4>
      {others.map(each => (
        <MenuButton
          key={each.experiment_id}
          data-experiment-id={each.experiment_id}
          title={each.name}
          onClick={() => {
            close();
            model.pick(each);
          }}
        >
          {each.name}
        </MenuButton>
      ))}
    </div>
  );
}
