import type {
  IWireExperiment,
  IWireMetric,
  IWireModelVersion,
  IWireRun,
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
