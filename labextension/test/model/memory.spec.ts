import { FIRST_SETTINGS } from '../../src/model/comparesettings';
import { ComparisonModel } from '../../src/model/comparison';
import { Memory } from '../../src/model/memory';
import { NEWEST_FIRST } from '../../src/model/sort';
import { TracksideModel } from '../../src/model/trackside';
import { type FakeClient, fakeClient, FakeFeed, settled } from '../fakes';

interface IOpened {
  readonly model: TracksideModel;
  readonly client: FakeClient;
  readonly save: jest.Mock;
}

async function openWith(remembered: unknown): Promise<IOpened> {
  const client = fakeClient();
  const model = new TracksideModel(client, new FakeFeed());
  const save = jest.fn().mockResolvedValue(undefined);
  new Memory(model, { fetch: () => Promise.resolve(remembered), save });
  await model.start();
  await model.notebook.follow('models/train.ipynb');
  await settled();
  await settled();
  return { model, client, save };
}

const COLUMNS = [
  { kind: 'metric', key: 'f1', choice: 'best' },
  { kind: 'param', key: 'lr' },
  { kind: 'tag', key: 'team' },
  { kind: 'attribute', key: 'duration' }
];
const SORT = {
  key: { by: 'metric', metric: 'f1', statistic: 'max' },
  isDescending: true
};

it('brings back eyes that are still there, columns, order and filter', async () => {
  const { model, client, save } = await openWith({
    runIds: ['b', 'gone'],
    columns: {
      columns: COLUMNS,
      rising: { f1: false },
      widths: { name: 200, 'metric:f1': 5 }
    },
    sort: SORT,
    filter: 'metrics.f1 > 0.5'
  });
  expect(model.selection.runIds).toEqual(['b']);
  expect(model.columns.choice.columns).toEqual(COLUMNS);
  expect(model.columns.isRising('f1')).toBe(false);
  expect(model.columns.choice.widths).toEqual({ name: 200, 'metric:f1': 32 });
  expect(model.runs.sort).toEqual(SORT);
  expect(client.runs).toHaveBeenLastCalledWith(
    expect.objectContaining({ filter: 'metrics.f1 > 0.5' })
  );
  expect(save).not.toHaveBeenCalled();
});

it.each([
  { by: 'attribute', attribute: 'duration' },
  { by: 'tag', tag: 'team' },
  { by: 'param', param: 'lr' }
])('brings back an order by %j', async key => {
  const sort = { key, isDescending: false };
  const { model } = await openWith({ sort });
  expect(model.runs.sort).toEqual(sort);
});

it.each([
  { kind: 'attribute', key: 'status' },
  { kind: 'tag', key: 'team' },
  { kind: 'param', key: 'lr' }
])('brings back groups by %j', async grouping => {
  const { model, save } = await openWith({ grouping });
  expect(model.rows.grouping).toEqual(grouping);
  model.rows.setGrouping(null);
  expect(save).toHaveBeenLastCalledWith(
    'experiment-1',
    expect.objectContaining({ grouping: null })
  );
});

it('brings back how runs were compared', async () => {
  const { model, save } = await openWith({
    comparison: {
      tab: 'bars',
      metrics: ['f1'],
      curves: { axis: 'wall', smoothing: 7, isLogY: true, band: 'odd' },
      parallel: { axes: ['params.lr', 'odd'], colourBy: 3 },
      bars: { metric: 'f1', statistic: 'best', isSorted: true },
      differences: { isOnlyDifferent: false, search: 'not kept' }
    }
  });
  const comparison = model.part(ComparisonModel);
  const { settings } = comparison;
  expect(settings.tab).toBe('bars');
  expect(settings.metrics).toEqual(['f1']);
  expect(settings.curves).toEqual({
    axis: 'wall',
    isLogX: false,
    isLogY: true,
    smoothing: 0.99,
    groupBy: null,
    band: 'range'
  });
  expect(settings.parallel).toEqual({ axes: ['params.lr'], colourBy: null });
  expect(settings.scatter).toEqual(FIRST_SETTINGS.scatter);
  expect(settings.bars.statistic).toBe('best');
  expect(settings.differences).toEqual({
    isOnlyDifferent: false,
    isTransposed: false,
    search: ''
  });

  comparison.change({ tab: 'scatter' });
  expect(save).toHaveBeenLastCalledWith(
    'experiment-1',
    expect.objectContaining({
      comparison: expect.objectContaining({ tab: 'scatter' }) as unknown
    })
  );
});

it.each([
  undefined,
  null,
  'text',
  { runIds: 3 },
  { columns: { columns: [3, { kind: 'metric', key: 'f1', choice: 'odd' }] } },
  { columns: [], sort: { key: { by: 'metric', metric: 'f1' } }, filter: 3 },
  { columns: { columns: [{ kind: 'attribute', key: 'odd' }] } },
  { columns: { columns: [], rising: 3, widths: { name: 'wide' } } },
  { sort: { key: { by: 'colour' }, isDescending: true } },
  { sort: { key: { by: 'attribute', attribute: 'odd' }, isDescending: true } },
  { grouping: { kind: 'attribute', key: 'end' } },
  { grouping: { kind: 'metric', key: 'loss' } },
  { comparison: 'charts' },
  { comparison: { tab: 'odd', metrics: 3, curves: null } }
])('bears %j in the memory', async remembered => {
  const { model } = await openWith(remembered);
  expect(model.selection.size).toBe(0);
  expect(model.rows.grouping).toBeNull();
  expect(model.columns.choice.columns ?? []).toEqual([]);
  expect(model.runs.sort).toBe(NEWEST_FIRST);
  expect(model.runs.filter).toBe('');
});

it('notes what is chosen, under its experiment', async () => {
  const { model, save } = await openWith(undefined);
  model.selection.toggle('a');
  expect(save).toHaveBeenLastCalledWith(
    'experiment-1',
    expect.objectContaining({ runIds: ['a'], filter: '' })
  );
  await model.runs.setFilter('metrics.f1 > 0');
  expect(save).toHaveBeenLastCalledWith(
    'experiment-1',
    expect.objectContaining({ runIds: ['a'], filter: 'metrics.f1 > 0' })
  );
});

it('does not take the clearing at a change of notebook for a wish', async () => {
  const { model, save } = await openWith({ runIds: ['a'] });
  await model.notebook.follow(null);
  await settled();
  expect(save).not.toHaveBeenCalled();
});
