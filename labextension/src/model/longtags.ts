import type { IClient } from '../api/client';
import type { IWireRun } from '../api/wire';
import { RUNS_A_REQUEST } from './batches';
import { PerRun } from './perrun';

type Tags = IWireRun['tags'];

/** All tags of some runs, also the long ones that the run list leaves out: environment and error. */
export class LongTags extends PerRun<Tags> {
  constructor(private readonly _client: IClient) {
    super(RUNS_A_REQUEST);
  }

  /** The tags of a run as far as they are known. */
  of(run: IWireRun): Tags {
    return { ...this.known(run), ...run.tags };
  }

  /** A run writes its long tags when it starts and when it ends. */
  protected override versionOf({ status }: IWireRun): string {
    return status;
  }

  protected override async read(
    runs: readonly IWireRun[]
  ): Promise<ReadonlyMap<string, Tags>> {
    const ids = runs.map(run => run.run_id);
    const { runs: whole } = await this._client.wholeRuns(ids);
    return new Map(whole.map(run => [run.run_id, run.tags]));
  }
}
