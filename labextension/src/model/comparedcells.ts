import type { IClient } from '../api/client';
import type { IWireRun } from '../api/wire';
import { cellsVersion, type IExecution } from './executedcells';
import { PerRun } from './perrun';
import { readCells } from './runcells';

/** How many runs are asked for at once: a browser holds no more lines to a server. */
const AT_ONCE = 6;

type Executions = readonly IExecution[];

/** What was executed for each of the compared runs. */
export class ComparedCells extends PerRun<Executions | null> {
  constructor(private readonly _client: IClient) {
    super(AT_ONCE);
  }

  /** What was executed for a run; null if that is not known, or not kept. */
  of(run: IWireRun): Executions | null {
    return this.known(run) ?? null;
  }

  protected override versionOf(run: IWireRun): string | null {
    return cellsVersion(run);
  }

  protected override async read(
    runs: readonly IWireRun[]
  ): Promise<ReadonlyMap<string, Executions | null>> {
    const read = runs.map(async ({ run_id: runId }) => {
      const cells = await readCells(this._client, runId);
      return [runId, cells?.executions ?? null] as const;
    });
    return new Map(await Promise.all(read));
  }
}
