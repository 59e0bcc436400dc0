import type { IHistoryQuery } from '../../src/api/client';
import type { IWireHistory } from '../../src/api/wire';
import { HistoryModel, pointsPerRun } from '../../src/model/history';
import { type FakeClient, fakeClient } from '../fakes';
import { EPOCH } from '../samples';

let client: FakeClient;
let history: HistoryModel;

/** Each run asked for has one point, of so many that were logged; its value is the first step asked for. */
function answerWith(logged: number): void {
  client.history.mockImplementation(
    ({ runIds, firstStep = 0 }: IHistoryQuery): Promise<IWireHistory> =>
      Promise.resolve({
        revision: 1,
        series: [...runIds].reverse().map(run_id => ({
          run_id,
          key: 'loss',
          steps: [firstStep],
          timestamps: [EPOCH],
          values: [firstStep],
          count: logged
        }))
      })
  );
}

function asked(): IHistoryQuery | undefined {
  return client.history.mock.lastCall?.[0];
}

beforeEach(() => {
  client = fakeClient();
  history = new HistoryModel(client);
});

it('keeps the series in the order of the runs', async () => {
  answerWith(1);
  await history.show('loss', ['a', 'b']);
  expect(history.series.map(({ run_id }) => run_id)).toEqual(['a', 'b']);
});

it('asks only for what it does not know', async () => {
  answerWith(1);
  await history.show('loss', ['a']);
  await history.show('loss', ['a', 'b']);
  expect(asked()?.runIds).toEqual(['b']);
  await history.show('loss', ['b']);
  expect(client.history).toHaveBeenCalledTimes(2);
  expect(history.series.map(({ run_id }) => run_id)).toEqual(['b']);
  await history.show('other', ['b']);
  expect(asked()).toMatchObject({ key: 'other', runIds: ['b'] });
});

it('reads those runs again that changed', async () => {
  answerWith(1);
  await history.show('loss', ['a', 'b']);
  await history.refresh(new Set(['b', 'x']));
  expect(asked()?.runIds).toEqual(['b']);
  await history.refresh(new Set(['x']));
  expect(client.history).toHaveBeenCalledTimes(2);
});

it.each([
  [1, 2000],
  [15, 2000],
  [100, 300],
  [1000, 100]
])('gives each of %p runs %p points', (runs, points) => {
  expect(pointsPerRun(runs)).toBe(points);
});

it('reads all runs again when each may have fewer points', async () => {
  answerWith(1);
  const many = Array.from({ length: 100 }, (_, index) => String(index));
  await history.show('loss', many.slice(0, 2));
  await history.show('loss', many);
  expect(asked()?.runIds).toHaveLength(100);
  expect(asked()?.maxPoints).toBe(300);
});

it('asks for a range whose points were thinned out, and keeps the whole', async () => {
  answerWith(5000);
  await history.show('loss', ['a']);
  await history.zoom({ first: 10, last: 20 });
  expect(asked()).toMatchObject({ firstStep: 10, lastStep: 20 });
  expect(history.series[0]?.values).toEqual([10]);
  expect(history.wholeSeries[0]?.values).toEqual([0]);
  await history.zoom(null);
  expect(history.series[0]?.values).toEqual([0]);
  expect(client.history).toHaveBeenCalledTimes(2);
});

it('goes on with a part that is looked at, and with the whole behind it', async () => {
  answerWith(5000);
  await history.show('loss', ['a']);
  await history.zoom({ first: 10, last: 20 });
  await history.refresh(new Set(['a']));
  expect(asked()).toMatchObject({ firstStep: 10 });
  await history.zoom(null);
  expect(asked()?.firstStep).toBeUndefined();
});

it('does not ask for points that it has', async () => {
  answerWith(1);
  await history.show('loss', ['a']);
  await history.zoom({ first: 10, last: 20 });
  expect(client.history).toHaveBeenCalledTimes(1);
});

it('tells why a history could not be read, and reads it the next time', async () => {
  client.history.mockRejectedValue(new Error('away'));
  await history.show('loss', ['a']);
  expect(history.state).toMatchObject({ kind: 'failed' });
  answerWith(1);
  await history.refresh(new Set(['a']));
  expect(history.state.kind).toBe('ready');
});
