import type { IWireRun } from '../api/wire';
import type { IExecution } from './executedcells';
import type { NewCell } from './newcell';
import { python } from './python';

/** What lets "run all" go on after a cell that fails, as it did then. */
const MAY_FAIL = 'raises-exception';

/** The cells that do again what led to a run: into its experiment, in the order of then. */
export function reproductionCells(
  run: IWireRun,
  experimentId: string,
  executions: readonly IExecution[]
): readonly NewCell[] {
  const head = [
    `# What was executed up to the end of the run ${oneLine(run.name)} (${run.run_id})`,
    'import trackside',
    '',
    `trackside.set_experiment(experiment_id=${python(experimentId)})`,
    '# Packages that are others here, {name: (then, now)}:',
    `trackside.environment_differences(${python(run.run_id)})`
  ];
  return [
    head.join('\n'),
    ...executions.map(({ source, outcome }) =>
      outcome === 'error' ? { source, tags: [MAY_FAIL] } : source
    )
  ];
}

/** A name is anybody's text: a line of a comment must not end with it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
