import { type FormEvent, useState } from 'react';

import { asTracksideError } from '../api/error';
import type { IWireModelVersion } from '../api/wire';
import { usePanel } from './context';
import { Problem } from './problem';

type StageName = IWireModelVersion['stage'];

const STAGES: readonly StageName[] = [
  'None',
  'Staging',
  'Production',
  'Archived'
];

interface IStageProps {
  readonly stage: StageName;
  readonly onMove: (stage: StageName, archiveOthers: boolean) => Promise<void>;
}

/** The stage of a version; a move can archive those that are there. */
export function Stage({ stage, onMove }: IStageProps) {
  const { trans } = usePanel();
  const [wanted, setWanted] = useState<StageName | null>(null);
  const [archiveOthers, setArchiveOthers] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const move = async (to: StageName): Promise<void> => {
    try {
      await onMove(to, archiveOthers && isLive(to));
      setWanted(null);
      setProblem(null);
    } catch (reason) {
      setProblem(asTracksideError(reason).message);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted !== null) {
      void move(wanted);
    }
  };
  return (
    <form className="jp-Trackside-Stage" onSubmit={onSubmit}>
      <select
        name="stage"
        aria-label={trans.__('Stage')}
        value={wanted ?? stage}
        onChange={event => {
          const chosen = STAGES.find(each => each === event.target.value);
          setWanted(chosen === stage ? null : (chosen ?? null));
        }}
      >
        {STAGES.map(each => (
          <option key={each} value={each}>
            {each === 'None' ? trans.__('None') : each}
          </option>
        ))}
      </select>
      {wanted !== null && isLive(wanted) && (
        <label>
          <input
            type="checkbox"
            name="archive-others"
            checked={archiveOthers}
            onChange={event => setArchiveOthers(event.target.checked)}
          />
          {trans.__('archive the others there')}
        </label>
      )}
      {wanted !== null && (
        <button type="submit" className="jp-Trackside-Button jp-mod-primary">
          {trans.__('Move')}
        </button>
      )}
      {problem !== null && <Problem text={problem} />}
    </form>
  );
}

/** Stages where there is one version at a time as a rule; MLflow archives in no other. */
function isLive(stage: StageName): boolean {
  return stage === 'Staging' || stage === 'Production';
}
