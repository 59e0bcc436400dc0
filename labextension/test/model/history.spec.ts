import { HistoryModel } from '../../src/model/history';
import { type FakeClient, fakeClient } from '../fakes';
import { EPOCH } from '../samples';

let client: FakeClient;
let history: HistoryModel;

function answerWith(logged: number, ...runIds: string[]): void {
  client.history.mockResolvedValue({
    revision: 1,
    series: runIds.map(run_id => ({
      run_id,
      key: 'loss',
      steps: [0],
      timestamps: [EPOCH],
      values: [1],
      count: logged
    }))
  });
}

beforeEach(() => {
  client = fakeClient();
  history = new HistoryModel(client);
});

it('keeps the series in the order of the runs', async () => {
  answerWith(1, 'b', 'a');
  await history.show('loss', ['a', 'b']);
  expect(history.series.map(({ run_id }) => run_id)).toEqual(['a', 'b']);
});

it('asks again for a range whose points were thinned out', async () => {
  answerWith(5000, 'a');
  await history.show('loss', ['a']);
  await history.zoom({ first: 10, last: 20 });
  expect(client.history).toHaveBeenLastCalledWith(
    expect.objectContaining({ firstStep: 10, lastStep: 20 })
  );
  answerWith(1, 'a');
  await history.zoom(null);
  expect(client.history).toHaveBeenLastCalledWith(
    expect.objectContaining({ firstStep: undefined, lastStep: undefined })
  );
});

it('does not ask for points that it has', async () => {
  answerWith(1, 'a');
  await history.show('loss', ['a']);
  await history.zoom({ first: 10, last: 20 });
  expect(client.history).toHaveBeenCalledTimes(1);
});

it('tells why a history could not be read', async () => {
  client.history.mockRejectedValue(new Error('away'));
  await history.show('loss', ['a']);
  expect(history.state).toMatchObject({ kind: 'failed' });
});
