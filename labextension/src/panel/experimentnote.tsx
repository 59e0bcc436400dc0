import type { IWireExperiment } from '../api/wire';
import { experimentNote } from '../model/experimentnote';
import { usePanel } from './context';
import { Markdown } from './markdown';

interface IExperimentNoteProps {
  readonly experiment: IWireExperiment;
}

/** What somebody noted about the experiment: its first line, the rest on a click. */
export function ExperimentNote({ experiment }: IExperimentNoteProps) {
  const { trans } = usePanel();
  const note = experimentNote(experiment);
  return note === '' ? null : (
    <details className="jp-Trackside-ExperimentNote" data-experiment-note>
      <summary title={trans.__('Description of %1', experiment.name)}>
        {note.split('\n', 1)[0]?.replace(/^#+\s*/, '')}
      </summary>
      <Markdown text={note} />
    </details>
  );
}
