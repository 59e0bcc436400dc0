import { Memory } from '../../src/model/memory';
import { TracksideModel } from '../../src/model/trackside';
import { fakeClient, FakeFeed, settled } from '../fakes';

async function openWith(remembered: unknown): Promise<{
  model: TracksideModel;
  save: jest.Mock;
}> {
  const model = new TracksideModel(fakeClient(), new FakeFeed());
  const save = jest.fn().mockResolvedValue(undefined);
  new Memory(model, { fetch: () => Promise.resolve(remembered), save });
  await model.start();
  await model.notebook.follow('models/train.ipynb');
  await settled();
  return { model, save };
}

it('brings back runs that are still there, and the columns', async () => {
  const { model } = await openWith({
    runIds: ['b', 'gone'],
    metricColumns: ['f1']
  });
  expect(model.selection.runIds).toEqual(['b']);
  expect(model.metricColumns.chosen).toEqual(['f1']);
});

it.each([undefined, null, 'text', { runIds: 3 }])(
  'bears %p in the memory',
  async remembered => {
    const { model } = await openWith(remembered);
    expect(model.selection.size).toBe(0);
  }
);

it('notes what is chosen, under its experiment', async () => {
  const { model, save } = await openWith(undefined);
  model.selection.toggle('a');
  expect(save).toHaveBeenLastCalledWith('experiment-1', {
    runIds: ['a'],
    metricColumns: null
  });
});

it('does not take the clearing at a change of notebook for a wish', async () => {
  const { model, save } = await openWith({ runIds: ['a'] });
  save.mockClear();
  await model.notebook.follow(null);
  await settled();
  expect(save).not.toHaveBeenCalled();
});
