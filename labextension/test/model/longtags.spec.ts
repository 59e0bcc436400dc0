import { LongTags } from '../../src/model/longtags';
import { type FakeClient, fakeClient } from '../fakes';
import { run } from '../samples';

let client: FakeClient;
let longTags: LongTags;

beforeEach(() => {
  client = fakeClient();
  longTags = new LongTags(client);
});

it('reads the long tags of a run when it starts and when it ends', async () => {
  const tags = { 'trackside.environment': '{}' };
  const running = run('a', { status: 'RUNNING' });
  client.wholeRuns.mockResolvedValue({
    revision: 1,
    runs: [{ ...running, tags }]
  });
  await longTags.want([running]);
  await longTags.want([running]);
  expect(client.wholeRuns).toHaveBeenCalledTimes(1);
  expect(longTags.of(running)).toEqual(tags);
  await longTags.want([run('a')]);
  expect(client.wholeRuns).toHaveBeenCalledTimes(2);
});

it('tells why they could not be read', async () => {
  client.wholeRuns.mockRejectedValue(new Error('away'));
  await longTags.want([run('a')]);
  expect(longTags.state).toMatchObject({ kind: 'failed' });
});
