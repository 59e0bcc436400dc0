import type { IWireRun } from '../api/wire';
import { runFacts } from '../model/runfacts';
import type { RunCells } from '../model/runcells';
import { Button } from './buttons';
import { usePanel } from './context';
import { ExecutedCells } from './executedcells';
import { Fact } from './facts';

interface ISourceProps {
  readonly run: IWireRun;
  readonly runCells: RunCells;
}

/** Where a run comes from, and what was executed for it. */
export function Source({ run, runCells }: ISourceProps) {
  const { host, trans } = usePanel();
  const facts = runFacts(run);
  const { openPath } = host;
  const { source, notebook, commit } = facts;
  if (source === null && commit === null) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('This run does not say where it comes from.')}
      </p>
    );
  }
  return (
    <>
      <dl className="jp-Trackside-Facts">
        <Fact name={trans.__('Source')}>{source}</Fact>
        <Fact name={trans.__('Kind')}>{facts.sourceType}</Fact>
        <Fact name={trans.__('Repository')}>{facts.repository}</Fact>
        <Fact name={trans.__('Branch')}>{facts.branch}</Fact>
        <Fact name={trans.__('Commit')}>
          {commit === null ? null : <code>{commit}</code>}
        </Fact>
        <Fact name={trans.__('Working tree')}>
          {facts.isDirty === null ? null : workingTree(facts.isDirty)}
        </Fact>
      </dl>
      {openPath && notebook !== null && (
        <Button data-action="open-source" onClick={() => openPath(notebook)}>
          {trans.__('Open notebook')}
        </Button>
      )}
      <ExecutedCells {...{ run, runCells, notebook }} />
    </>
  );

  function workingTree(isDirty: boolean): string {
    return isDirty ? trans.__('with uncommitted changes') : trans.__('clean');
  }
}
