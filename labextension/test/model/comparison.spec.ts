import { ComparisonModel } from '../../src/model/comparison';
import { type FakeClient, fakeClient, settled } from '../fakes';

let client: FakeClient;
let comparison: ComparisonModel;

beforeEach(async () => {
  client = fakeClient();
  comparison = new ComparisonModel(client);
  comparison.setShown(true);
  await comparison.history('loss').show('loss', ['a', 'b']);
});

it('reads the histories of changed runs again while it is seen', async () => {
  comparison.changedOnServer(new Set(['b']));
  await settled();
  expect(client.history.mock.lastCall?.[0].runIds).toEqual(['b']);
});

it('waits with what changes while it is hidden', async () => {
  comparison.setShown(false);
  comparison.changedOnServer(new Set(['a']));
  comparison.changedOnServer(new Set(['b']));
  await settled();
  expect(client.history).toHaveBeenCalledTimes(1);
  comparison.setShown(true);
  await settled();
  expect(client.history).toHaveBeenCalledTimes(2);
  expect(client.history.mock.lastCall?.[0].runIds).toEqual(['a', 'b']);
});

it('forgets histories that are not drawn any more', async () => {
  comparison.forgetHistory('loss');
  comparison.changedOnServer();
  await settled();
  expect(client.history).toHaveBeenCalledTimes(1);
});
