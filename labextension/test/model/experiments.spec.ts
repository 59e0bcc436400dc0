import { TracksideError } from '../../src/api/error';
import { Browsing } from '../../src/model/browsing';
import { EXPERIMENT_PAGE } from '../../src/model/experimentpages';
import {
  ExperimentsModel,
  REFRESH_AFTER_MS
} from '../../src/model/experiments';
import { TracksideModel } from '../../src/model/trackside';
import { type FakeClient, fakeClient, FakeFeed, settled } from '../fakes';
import { experiment, experiments, experimentUse } from '../samples';

let client: FakeClient;
let feed: FakeFeed;
let model: ExperimentsModel;

beforeEach(() => {
  jest.useFakeTimers();
  client = fakeClient();
  feed = new FakeFeed();
  model = new ExperimentsModel(client, feed);
});

afterEach(() => {
  model.dispose();
  jest.useRealTimers();
});

async function afterAWhile(): Promise<void> {
  await jest.advanceTimersByTimeAsync(REFRESH_AFTER_MS);
}

it('asks for nothing until it is seen', async () => {
  feed.say({ experiments: ['1'] });
  await afterAWhile();
  expect(client.experiments).not.toHaveBeenCalled();

  model.setShown(true);
  await settled();
  expect(model.inUse.experiments).toEqual([experimentUse()]);
});

it('follows a training loop once a second, and not while it is hidden', async () => {
  model.setShown(true);
  await settled();
  client.experiments.mockClear();
  for (let notice = 0; notice < 20; notice += 1) {
    feed.say({ runs: { '1': ['a'] } });
  }
  await afterAWhile();
  expect(client.experiments).toHaveBeenCalledTimes(1);

  model.setShown(false);
  feed.say({ runs: { '1': ['a'] } });
  await afterAWhile();
  expect(client.experiments).toHaveBeenCalledTimes(1);
  model.setShown(true);
  expect(client.experiments).toHaveBeenCalledTimes(2);
});

it('does not ask again for a notice of nothing, nor of the registry', async () => {
  model.setShown(true);
  await settled();
  feed.say({ registry: true });
  feed.say({});
  await afterAWhile();
  expect(client.experiments).toHaveBeenCalledTimes(1);
});

it('loads page after page, and refreshes as much as it shows', async () => {
  const first = Array.from({ length: EXPERIMENT_PAGE }, (_, index) =>
    experimentUse(`${index}`)
  );
  client.experiments.mockResolvedValueOnce(experiments(first, 'next'));
  await model.refresh();
  expect(model.inUse.hasMore).toBe(true);

  client.experiments.mockResolvedValueOnce(experiments([experimentUse('x')]));
  await model.inUse.loadMore();
  expect(client.experiments.mock.lastCall?.[0].pageToken).toBe('next');
  expect(model.inUse.experiments).toHaveLength(EXPERIMENT_PAGE + 1);
  expect(model.inUse.hasMore).toBe(false);

  await model.refresh();
  expect(client.experiments.mock.lastCall?.[0].limit).toBe(EXPERIMENT_PAGE + 1);
});

it('shows the answer to the latest search, whichever comes first', async () => {
  let answerSlowly = (): void => undefined;
  client.experiments.mockReturnValueOnce(
    new Promise(resolve => {
      answerSlowly = () => resolve(experiments([experimentUse('slow')]));
    })
  );
  const slow = model.search('a');
  client.experiments.mockResolvedValueOnce(
    experiments([experimentUse('quick')])
  );
  await model.search('ab');
  answerSlowly();
  await slow;
  expect(model.inUse.experiments[0]?.experiment_id).toBe('quick');
});

it('reads the bin only while it is open, with the same search', async () => {
  await model.search('apples');
  await model.openBin(true);
  expect(client.experiments.mock.lastCall?.[0]).toMatchObject({
    stage: 'deleted',
    name: 'apples'
  });
  await model.openBin(false);
  client.experiments.mockClear();
  await model.refresh();
  expect(client.experiments).toHaveBeenCalledTimes(1);
});

it('says what the store says, and keeps the list', async () => {
  await model.refresh();
  client.experiments.mockRejectedValueOnce(
    new TracksideError('the disk is full', 'X', 503)
  );
  await model.refresh();
  const { state } = model.inUse;
  expect(state.kind === 'failed' && state.error.message).toBe(
    'the disk is full'
  );
  expect(model.inUse.experiments).toHaveLength(1);
});

describe('what the tab shows', () => {
  let panel: TracksideModel;
  let browsing: Browsing;

  beforeEach(async () => {
    panel = new TracksideModel(client, feed);
    await panel.start();
    await panel.notebook.follow('models/train.ipynb');
    browsing = new Browsing(panel);
  });

  it('is at first the panel’s experiment, with a selection of its own', async () => {
    await browsing.open([]);
    await settled();
    expect(browsing.chosen.experiment?.experiment_id).toBe('1');

    browsing.chosen.selection.toggle('a');
    browsing.chosen.rows.select(['a']);
    browsing.chosen.navigation.openRun('a');
    expect(panel.selection.size).toBe(0);
    expect(panel.rows.selected).toEqual([]);
    expect(panel.navigation.view.kind).toBe('runs');
  });

  it('stays where it is until it is asked for another', async () => {
    await browsing.open(['7']);
    await browsing.open([]);
    expect(browsing.chosen.experiment?.experiment_id).toBe('7');
    expect(panel.experiment?.experiment_id).toBe('1');
  });

  it('may be several experiments in one list, of which one stays', async () => {
    await browsing.open(['7', '8']);
    const { chosen } = browsing;
    expect(chosen.runs.experimentIds).toEqual(['7', '8']);
    expect(chosen.experiment).toBeNull();
    expect(client.runs).toHaveBeenLastCalledWith(
      expect.objectContaining({ experimentIds: ['7', '8'] })
    );

    browsing.toggle(experiment('9'));
    expect(chosen.runs.experimentIds).toEqual(['7', '8', '9']);
    for (const id of ['7', '9', '8']) {
      browsing.toggle(experiment(id));
    }
    expect(chosen.experiment?.experiment_id).toBe('8');
  });

  it('follows what is logged into any of several', async () => {
    await browsing.open(['7', '8']);
    await settled();
    client.changes.mockClear();
    feed.say({ revision: 9, runs: { 8: ['x'] } });
    await settled();
    expect(client.changes).toHaveBeenCalledWith(
      expect.objectContaining({ experimentIds: ['7', '8'] }),
      expect.any(Number)
    );
  });

  it('shows the metrics that the settings ask for', () => {
    panel.columns.setPreferred(['f1']);
    const shown = browsing.chosen.columns.shown({
      metrics: ['f1', 'loss'],
      params: [],
      tags: []
    });
    expect(shown.map(({ key }) => key)).toEqual(['f1']);
  });

  it('is nothing if the experiment that a layout remembers is gone', async () => {
    client.experiment.mockRejectedValue(
      new TracksideError('gone', 'RESOURCE_DOES_NOT_EXIST', 404)
    );
    await browsing.open(['7']);
    expect(browsing.chosen.experiment).toBeNull();
  });
});
