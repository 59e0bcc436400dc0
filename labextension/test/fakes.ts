import { Signal } from '@lumino/signaling';

import type { IClient, IVersionPlace } from '../src/api/client';
import type { ConnectionState, IFeed, IFeedNotice } from '../src/api/feed';
import type { IWireNotice } from '../src/api/wire';
import {
  delta,
  experiment,
  experiments,
  experimentUse,
  modelVersion,
  page,
  run,
  versionDetail
} from './samples';

/** A client that answers from memory; each method can be replaced by a test. */
export type FakeClient = jest.Mocked<IClient>;

/** One experiment with two runs, and nothing else. */
export function fakeClient(): FakeClient {
  const first = run('a');
  const runs = [first, run('b')];
  return {
    status: jest
      .fn()
      .mockResolvedValue({ version: '1', store_url: '', revision: 1 }),
    experiments: jest.fn().mockResolvedValue(experiments([experimentUse()])),
    experiment: jest
      .fn()
      .mockImplementation((id: string) => Promise.resolve(experiment(id))),
    notebook: jest.fn().mockImplementation((path: string) =>
      Promise.resolve({
        path,
        default_name: path.replace('.ipynb', ''),
        experiment: experiment(),
        overridden: false
      })
    ),
    runs: jest.fn().mockResolvedValue(page(runs)),
    changes: jest.fn().mockResolvedValue(delta(1, [])),
    run: jest.fn().mockResolvedValue({
      revision: 1,
      run: first,
      experiment: experiment(),
      artifact_uri: '',
      model_versions: [],
      models: []
    }),
    wholeRuns: jest.fn().mockResolvedValue({ revision: 1, runs }),
    patchRun: jest.fn(),
    patchRuns: jest.fn().mockResolvedValue({ revision: 2 }),
    patchExperiment: jest.fn().mockResolvedValue(experiment()),
    history: jest.fn().mockResolvedValue({ revision: 1, series: [] }),
    artifacts: jest.fn().mockResolvedValue({ path: '', files: [], models: [] }),
    deleteArtifact: jest.fn(),
    images: jest.fn().mockResolvedValue({ images: [] }),
    datasets: jest.fn().mockResolvedValue({ datasets: [] }),
    preview: jest.fn(),
    file: jest.fn(),
    modelFolder: jest.fn(),
    models: jest.fn().mockResolvedValue({ revision: 1, models: [] }),
    register: jest.fn(),
    patchModel: jest.fn(),
    deleteModel: jest.fn(),
    version: jest
      .fn()
      .mockImplementation((at: IVersionPlace) =>
        Promise.resolve(versionDetail(modelVersion(at.version)))
      ),
    patchVersion: jest.fn(),
    deleteVersion: jest.fn(),
    fileUrl: jest.fn().mockReturnValue('/file'),
    archiveUrl: jest.fn().mockReturnValue('/archive')
  };
}

/** A feed whose notices and states a test makes up. */
export class FakeFeed implements IFeed {
  readonly stateChanged = new Signal<this, ConnectionState>(this);
  readonly noticed = new Signal<this, IFeedNotice>(this);
  state: ConnectionState = 'closed';
  isDisposed = false;

  open(): void {
    this.become('connected');
  }

  retry(): void {
    this.become('connected');
  }

  dispose(): void {
    this.isDisposed = true;
  }

  become(state: ConnectionState): void {
    this.state = state;
    this.stateChanged.emit(state);
  }

  say(notice: Partial<IWireNotice>, isFirst = false): void {
    this.noticed.emit({
      isFirst,
      notice: {
        revision: 2,
        runs: {},
        experiments: [],
        registry: false,
        ...notice
      }
    });
  }
}

/** Let everything that is already resolved happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await Promise.resolve();
  }
}
