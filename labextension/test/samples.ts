import type { IWireImage, IWireTable } from '../src/api/artifactwire';
import type { IArtifactPlace } from '../src/api/queries';
import type {
  IWireChanges,
  IWireExperiment,
  IWireExperiments,
  IWireExperimentUse,
  IWireMetric,
  IWireModelCard,
  IWireModelVersion,
  IWireRun,
  IWireRunCounts,
  IWireRuns,
  IWireVersionDetail,
  WireValue
} from '../src/api/wire';

/** Midnight of a day long past: all sample times count from here. */
export const EPOCH = Date.UTC(2026, 0, 1);

/** A metric of one point. */
export function metric(last: WireValue): IWireMetric {
  return {
    last,
    min: last,
    max: last,
    step: 0,
    timestamp: EPOCH,
    count: 1
  };
}

/** A run of experiment 1, finished unless it is said otherwise. */
export function run(runId: string, more: Partial<IWireRun> = {}): IWireRun {
  return {
    run_id: runId,
    experiment_id: '1',
    name: runId,
    status: 'FINISHED',
    start_time: EPOCH,
    end_time: EPOCH + 60_000,
    lifecycle_stage: 'active',
    user: 'ana',
    params: {},
    metrics: {},
    tags: {},
    datasets: [],
    ...more
  };
}

/** An image by step, with a small copy. */
export function seriesImage(
  key: string,
  step: number,
  more: Partial<IWireImage> = {}
): IWireImage {
  return {
    key,
    step,
    timestamp: EPOCH,
    path: `images/${key}-${step}.png`,
    thumbnail: `images/${key}-${step}.webp`,
    ...more
  };
}

/** An experiment called after a notebook. */
export function experiment(
  id = '1',
  more: Partial<IWireExperiment> = {}
): IWireExperiment {
  return {
    experiment_id: id,
    name: 'models/train',
    lifecycle_stage: 'active',
    creation_time: EPOCH,
    last_update_time: EPOCH,
    tags: {},
    ...more
  };
}

/** An experiment as it is listed, with two runs. */
export function experimentUse(
  id = '1',
  more: Partial<IWireExperimentUse> = {}
): IWireExperimentUse {
  return {
    ...experiment(id),
    run_count: 2,
    last_start_time: EPOCH,
    ...more
  };
}

/** A page of experiments, the last one unless it is said otherwise. */
export function experiments(
  found: readonly IWireExperimentUse[],
  nextPageToken: string | null = null
): IWireExperiments {
  return { experiments: found, next_page_token: nextPageToken };
}

/** A version of the model `churn`. */
export function modelVersion(
  version: string,
  more: Partial<IWireModelVersion> = {}
): IWireModelVersion {
  return {
    name: 'churn',
    version,
    stage: 'None',
    aliases: [],
    description: '',
    source: 'runs:/a/model',
    run_id: 'a',
    creation_timestamp: EPOCH,
    last_updated_timestamp: null,
    tags: {},
    ...more
  };
}

/** A version in detail, without a run or a card unless it is said otherwise. */
export function versionDetail(
  version: IWireModelVersion,
  more: Partial<IWireVersionDetail> = {}
): IWireVersionDetail {
  return {
    revision: 1,
    version,
    run: null,
    experiment: null,
    card: null,
    problem: 'There is no MLmodel file.',
    ...more
  };
}

/** The counts of an experiment whose runs are these. */
export function counts(
  runs: readonly IWireRun[],
  more: Partial<IWireRunCounts> = {}
): IWireRunCounts {
  const having = (status: IWireRun['status']): number =>
    runs.filter(each => each.status === status).length;
  return {
    active: runs.length,
    deleted: 0,
    running: having('RUNNING'),
    failed: having('FAILED'),
    starred: 0,
    ...more
  };
}

/** A first page that holds all runs there are. */
export function page(
  runs: readonly IWireRun[],
  more: Partial<IWireRuns> = {}
): IWireRuns {
  const total = more.total ?? runs.length;
  return {
    revision: 1,
    total,
    runs,
    next_page_token: null,
    counts: counts(runs, { active: total }),
    beside: [],
    ...more
  };
}

/** A delta: active runs match, deleted ones do not, unless it is said otherwise. */
export function delta(
  revision: number,
  runs: readonly IWireRun[],
  more: Partial<IWireChanges> = {}
): IWireChanges {
  const active = runs.filter(each => each.lifecycle_stage === 'active');
  return {
    revision,
    runs,
    matching: active.map(each => each.run_id),
    total: active.length,
    counts: counts(active),
    ...more
  };
}

/** A place among the artifacts of the run `r`. */
export function runPlace(path: string): IArtifactPlace {
  return { runId: 'r', modelId: null, path };
}

/** A place in the logged model `m-1` of the run `r`. */
export function modelPlace(path: string): IArtifactPlace {
  return { runId: 'r', modelId: 'm-1', path };
}

/** A card that tells nothing yet. */
export function modelCard(more: Partial<IWireModelCard> = {}): IWireModelCard {
  return {
    flavors: {},
    inputs: null,
    outputs: null,
    params: null,
    example: null,
    python_version: null,
    size: null,
    created: null,
    ...more
  };
}

/** A page of a table. */
export function tablePage(more: Partial<IWireTable> = {}): IWireTable {
  return {
    kind: 'table',
    columns: ['a'],
    rows: [[1]],
    total: 1,
    offset: 0,
    limit: 200,
    is_estimated: false,
    ...more
  };
}
