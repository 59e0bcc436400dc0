import { useEffect, useState } from 'react';

import type { IWireRun } from '../api/wire';
import {
  type IExecutedCells,
  lastOfEach,
  NOTEBOOK_PATH
} from '../model/executedcells';
import { reproductionCells } from '../model/reproduction';
import type { RunCells } from '../model/runcells';
import { Button } from './buttons';
import { CellOrder } from './cellorder';
import { useObservable, usePanel } from './context';
import { ExecutedCell, NotExecutedCell } from './executedcell';
import { Section } from './facts';
import { Problem } from './problem';

interface IExecutedCellsProps {
  readonly run: IWireRun;
  readonly runCells: RunCells;
  /** The notebook that the cells are of, as far as it is known. */
  readonly notebook: string | null;
}

/** What was executed up to the end of a run, and what became of it. */
export function ExecutedCells(props: IExecutedCellsProps) {
  const { run, runCells } = props;
  const { trans } = usePanel();
  useObservable(runCells);
  useEffect(() => {
    void runCells.want(run);
  }, [runCells, run]);
  const { cells, state } = runCells;
  if (state.kind === 'failed') {
    return <Problem text={state.error.message} />;
  }
  if (!cells) {
    return null;
  }
  return (
    <Section name="cells" title={trans.__('Executed cells')}>
      <CellOrder cells={cells} />
      <Actions {...props} cells={cells} />
      {runCells.changes ? (
        <ChangedCells runCells={runCells} cells={cells} />
      ) : (
        <AllCells cells={cells} />
      )}
    </Section>
  );
}

interface IActionsProps extends IExecutedCellsProps {
  readonly cells: IExecutedCells;
}

function Actions({ run, runCells, notebook, cells }: IActionsProps) {
  const { host, trans } = usePanel();
  const { newNotebook, openArtifact } = host;
  const { run_id: runId, experiment_id: experimentId } = run;
  return (
    <div className="jp-Trackside-Actions">
      <CompareWithNow runCells={runCells} notebook={notebook} />
      {newNotebook && (
        <Button
          data-action="reproduce"
          title={trans.__('Make a notebook that executes the same again')}
          onClick={() =>
            newNotebook(
              reproductionCells(run, experimentId, cells.executions),
              notebook
            )
          }
        >
          {trans.__('Reproduce')}
        </Button>
      )}
      {openArtifact && cells.isNotebookKept && (
        <Button
          data-action="open-saved-notebook"
          title={trans.__('The notebook as it was saved when the run began')}
          onClick={() =>
            openArtifact(
              { runId, modelId: null, path: NOTEBOOK_PATH },
              false,
              trans.__('Notebook of %1', run.name)
            )
          }
        >
          {trans.__('As it was saved')}
        </Button>
      )}
    </div>
  );
}

type ICompareProps = Pick<IExecutedCellsProps, 'runCells' | 'notebook'>;

function CompareWithNow({ runCells, notebook }: ICompareProps) {
  const { host, trans } = usePanel();
  const [problem, setProblem] = useState('');
  const { readNotebook } = host;
  if (!readNotebook || notebook === null) {
    return null;
  }
  const compare = async (): Promise<void> => {
    setProblem('');
    try {
      runCells.compareWith(await readNotebook(notebook));
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason);
      setProblem(trans.__('%1 could not be read: %2', notebook, why));
    }
  };
  const isComparing = runCells.changes !== null;
  return (
    <>
      <Button
        data-action="compare-with-now"
        aria-pressed={isComparing}
        title={trans.__('Set the cells against %1 as it is now', notebook)}
        onClick={() => {
          if (isComparing) {
            runCells.stopComparing();
          } else {
            void compare();
          }
        }}
      >
        {trans.__('Compare with now')}
      </Button>
      {problem !== '' && <Problem text={problem} />}
    </>
  );
}

/** Every execution in its order; what came before the run is folded. */
function AllCells({ cells }: { readonly cells: IExecutedCells }) {
  const { trans } = usePanel();
  const before = cells.executions.filter(({ isOfRun }) => !isOfRun);
  const during = cells.executions.filter(({ isOfRun }) => isOfRun);
  return (
    <>
      {before.length > 0 && (
        <details data-cells="before" open={during.length === 0}>
          <summary>
            {trans._n(
              '%1 cell executed before the run',
              '%1 cells executed before the run',
              before.length
            )}
          </summary>
          {before.map(each => (
            <ExecutedCell key={each.count} execution={each} change={null} />
          ))}
        </details>
      )}
      {during.map(each => (
        <ExecutedCell key={each.count} execution={each} change={null} />
      ))}
    </>
  );
}

interface IChangedCellsProps {
  readonly runCells: RunCells;
  readonly cells: IExecutedCells;
}

/** The cells as they were executed last, each with what became of it. */
function ChangedCells({ runCells, cells }: IChangedCellsProps) {
  const { trans } = usePanel();
  const { changes } = runCells;
  if (!changes) {
    return null;
  }
  const { ofExecutions, notExecuted } = changes;
  const last = lastOfEach(cells.executions);
  const isSame =
    notExecuted.length === 0 &&
    last.every(({ count }) => ofExecutions.get(count)?.kind === 'same');
  return (
    <>
      {isSame && (
        <p className="jp-Trackside-Hint" data-empty="changes">
          {trans.__('The notebook is what was executed.')}
        </p>
      )}
      {last.map(each => (
        <ExecutedCell
          key={each.count}
          execution={each}
          change={ofExecutions.get(each.count) ?? null}
        />
      ))}
      {notExecuted.map(({ id, source }, index) => (
        <NotExecutedCell key={id ?? index} source={source} />
      ))}
    </>
  );
}
