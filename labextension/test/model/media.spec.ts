import { TracksideError } from '../../src/api/error';
import { hasImages, MediaModel } from '../../src/model/media';
import { type FakeClient, fakeClient, settled } from '../fakes';
import { run, seriesImage } from '../samples';

const PAUSE_MS = 2000;

let client: FakeClient;

beforeEach(() => {
  jest.useFakeTimers();
  client = fakeClient();
  client.images.mockImplementation(runId =>
    Promise.resolve({ images: [seriesImage(runId, 1)] })
  );
});

afterEach(() => jest.useRealTimers());

function asked(): readonly string[] {
  return client.images.mock.calls.map(([runId]) => runId);
}

it('knows by a tag whether there is anything to read', () => {
  expect(hasImages(run('a', { tags: { 'mlflow.loggedImages': 'True' } }))).toBe(
    true
  );
  expect(hasImages(run('a'))).toBe(false);
});

it('reads the images of its run once somebody sees them', async () => {
  const media = new MediaModel(client, 'a');
  media.changedOnServer();
  await settled();
  expect(asked()).toEqual([]);
  media.setShown(true);
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  expect(media.images('a').map(({ key }) => key)).toEqual(['a']);
  expect(media.state.kind).toBe('ready');
  media.setShown(false);
  media.setShown(true);
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked()).toEqual(['a']);
});

it('reads runs that come, and those that changed, but not without a pause', async () => {
  const media = new MediaModel(client);
  media.setShown(true);
  media.show(['a', 'b']);
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  media.show(['b', 'c']);
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked()).toEqual(['a', 'b', 'c']);
  media.changedOnServer(new Set(['a', 'b']));
  await settled();
  media.changedOnServer(new Set(['b']));
  await settled();
  expect(asked()).toEqual(['a', 'b', 'c', 'b']);
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked()).toEqual(['a', 'b', 'c', 'b', 'b']);
});

it('does not let who chooses other runs wait', async () => {
  const media = new MediaModel(client, 'a');
  media.setShown(true);
  await settled();
  media.changedOnServer();
  await settled();
  media.show(['b']);
  await settled();
  expect(asked()).toEqual(['a', 'a', 'b']);
});

it('keeps what it has when the server does not answer, and tries again when asked to', async () => {
  const media = new MediaModel(client, 'a');
  media.setShown(true);
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  client.images.mockRejectedValueOnce(
    new TracksideError('away', 'TEMPORARILY_UNAVAILABLE', 503)
  );
  media.changedOnServer();
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  expect(media.state.kind).toBe('failed');
  expect(media.images('a')).toHaveLength(1);
  media.changedOnServer();
  await jest.advanceTimersByTimeAsync(PAUSE_MS);
  expect(media.state.kind).toBe('ready');
});
