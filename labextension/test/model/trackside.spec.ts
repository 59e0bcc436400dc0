import { TracksideError } from '../../src/api/error';
import { OpenRun } from '../../src/model/openrun';
import { RegistryModel } from '../../src/model/registry';
import { TracksideModel } from '../../src/model/trackside';
import { type FakeClient, fakeClient, FakeFeed, settled } from '../fakes';
import { delta, experiment, page, run } from '../samples';

const ALL = { experimentIds: ['1'], filter: '', stage: 'active' };

let client: FakeClient;
let feed: FakeFeed;
let model: TracksideModel;

beforeEach(() => {
  client = fakeClient();
  feed = new FakeFeed();
  model = new TracksideModel(client, feed);
});

async function openNotebook(path = 'models/train.ipynb'): Promise<void> {
  await model.start();
  await model.notebook.follow(path);
  await settled();
}

it('shows the runs of the notebook’s experiment', async () => {
  await openNotebook();
  expect(model.experiment?.experiment_id).toBe('1');
  expect(model.runs.ordered.map(({ run_id }) => run_id)).toEqual(['a', 'b']);
});

it('fetches a delta when a notice names the shown experiment', async () => {
  await openNotebook();
  client.changes.mockResolvedValue(delta(2, [run('c', { status: 'RUNNING' })]));
  feed.say({ revision: 2, runs: { '1': ['c'] } });
  await settled();
  expect(client.changes).toHaveBeenCalledWith(ALL, 1);
  expect(model.activeRun?.run_id).toBe('c');
});

it('has at most one delta under way', async () => {
  await openNotebook();
  let answer: (() => void) | undefined;
  client.changes.mockImplementation(
    () =>
      new Promise(resolve => {
        answer = () => resolve(delta(5, []));
      })
  );
  for (const revision of [2, 3, 4, 5]) {
    feed.say({ revision, runs: { '1': ['a'] } });
  }
  await settled();
  expect(client.changes).toHaveBeenCalledTimes(1);
  answer?.();
  await settled();
  expect(client.changes).toHaveBeenCalledTimes(2);
});

it('lets notices of other experiments pass', async () => {
  await openNotebook();
  feed.say({ revision: 2, runs: { '9': ['x'] } });
  await settled();
  expect(client.changes).not.toHaveBeenCalled();
});

it('asks once whether the notebook logs elsewhere now', async () => {
  await openNotebook();
  const before = client.notebook.mock.calls.length;
  feed.say({ revision: 2, runs: { '9': ['x'] } });
  feed.say({ revision: 3, runs: { '9': ['x'] } });
  await settled();
  expect(client.notebook.mock.calls.length - before).toBe(1);
});

it('catches up by one delta after a reconnect', async () => {
  await openNotebook();
  feed.say({ revision: 7 }, true);
  await settled();
  expect(client.changes).toHaveBeenCalledWith(ALL, 1);
});

it('needs no delta if nothing happened meanwhile', async () => {
  await openNotebook();
  feed.say({ revision: 1 }, true);
  await settled();
  expect(client.changes).not.toHaveBeenCalled();
});

it('resolves a notebook without experiment at any notice', async () => {
  const path = 'new.ipynb';
  const fresh = { path, default_name: 'new', overridden: false };
  client.notebook.mockResolvedValue({ ...fresh, experiment: null });
  await openNotebook(path);
  expect(model.experiment).toBeNull();
  client.notebook.mockResolvedValue({ ...fresh, experiment: experiment('3') });
  feed.say({ revision: 2, runs: { '3': ['a'] } });
  await settled();
  expect(model.experiment?.experiment_id).toBe('3');
  expect(model.runs.experimentIds).toEqual(['3']);
});

it('reads an open run again when a notice names it', async () => {
  await openNotebook();
  model.part(OpenRun);
  model.navigation.openRun('a');
  await settled();
  expect(client.run).toHaveBeenCalledTimes(1);
  feed.say({ revision: 2, runs: { '1': ['b'] } });
  await settled();
  expect(client.run).toHaveBeenCalledTimes(1);
  feed.say({ revision: 3, runs: { '1': ['a'] } });
  await settled();
  expect(client.run).toHaveBeenCalledTimes(2);
});

it('reads the models again only once they have been looked at', async () => {
  await openNotebook();
  model.part(RegistryModel);
  feed.say({ revision: 2, registry: true });
  await settled();
  expect(client.models).not.toHaveBeenCalled();
  model.navigation.goTop('models');
  await settled();
  feed.say({ revision: 3, registry: true });
  await settled();
  expect(client.models).toHaveBeenCalledTimes(2);
});

it('knows a missing server part from a failing store', async () => {
  client.status.mockRejectedValue(
    new TracksideError('404', 'NO_SUCH_ROUTE', 404)
  );
  await model.start();
  expect(model.server.kind).toBe('missing');
  expect(feed.state).toBe('closed');
  client.status.mockRejectedValue(
    new TracksideError('disk full', 'TEMPORARILY_UNAVAILABLE', 503)
  );
  await model.start();
  expect(model.server.kind).toBe('failed');
});

it('forgets chosen runs when they are deleted or another notebook comes', async () => {
  await openNotebook();
  model.selection.toggle('a');
  model.selection.toggle('b');
  client.changes.mockResolvedValue(
    delta(2, [run('a', { lifecycle_stage: 'deleted' })], { total: 1 })
  );
  feed.say({ revision: 2, runs: { '1': ['a'] } });
  await settled();
  expect(model.selection.runIds).toEqual(['b']);
  client.notebook.mockResolvedValue({
    path: 'other.ipynb',
    default_name: 'other',
    experiment: experiment('2'),
    overridden: false
  });
  await model.notebook.follow('other.ipynb');
  await settled();
  expect(model.selection.size).toBe(0);
});

it('asks the store for an order if not all runs are loaded', async () => {
  client.runs.mockResolvedValue(
    page([run('a')], { total: 5000, next_page_token: 'next' })
  );
  await openNotebook();
  const key = { by: 'metric', metric: 'loss', statistic: 'last' } as const;
  model.runs.setSort({ key, isDescending: true });
  await settled();
  expect(client.runs).toHaveBeenLastCalledWith(
    expect.objectContaining({ orderBy: 'metrics.`loss` DESC' })
  );
});
