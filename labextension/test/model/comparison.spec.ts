import type { IWireNotice } from '../../src/api/wire';
import { ComparisonModel } from '../../src/model/comparison';
import { TracksideModel } from '../../src/model/trackside';
import { type FakeClient, fakeClient, FakeFeed, settled } from '../fakes';

let client: FakeClient;
let comparison: ComparisonModel;

beforeEach(async () => {
  client = fakeClient();
  comparison = new ComparisonModel(new TracksideModel(client, new FakeFeed()));
  comparison.setShown(true);
  await comparison.history('loss').show('loss', ['a', 'b']);
});

function changed(runId: string): IWireNotice {
  return {
    revision: 2,
    runs: { '1': [runId] },
    experiments: [],
    registry: false
  };
}

it('reads the histories of changed runs again while it is seen', async () => {
  await comparison.changedOnServer(changed('b'));
  await settled();
  expect(client.history.mock.lastCall?.[0].runIds).toEqual(['b']);
});

it('waits with what changes while it is hidden', async () => {
  comparison.setShown(false);
  await comparison.changedOnServer(changed('a'));
  await comparison.changedOnServer(changed('b'));
  await settled();
  expect(client.history).toHaveBeenCalledTimes(1);
  comparison.setShown(true);
  await settled();
  expect(client.history).toHaveBeenCalledTimes(2);
  expect(client.history.mock.lastCall?.[0].runIds).toEqual(['a', 'b']);
});

it('forgets histories that are not drawn any more', async () => {
  comparison.forgetHistory('loss');
  await comparison.changedOnServer();
  await settled();
  expect(client.history).toHaveBeenCalledTimes(1);
});
