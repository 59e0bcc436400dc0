import { TracksideError } from '../../src/api/error';
import { PreviewModel } from '../../src/model/preview';
import { fakeClient } from '../fakes';
import { runPlace, tablePage } from '../samples';

it('keeps a page of a table until the next is there, and shows the last one asked for', async () => {
  const client = fakeClient();
  client.preview.mockResolvedValueOnce(tablePage());
  const preview = new PreviewModel(client, runPlace('t.csv'), false);
  await preview.load();
  let answer: (page: ReturnType<typeof tablePage>) => void = () => undefined;
  client.preview.mockReturnValueOnce(
    new Promise(resolve => {
      answer = resolve;
    })
  );
  client.preview.mockResolvedValueOnce(tablePage({ offset: 400 }));
  const slow = preview.load(200);
  expect(preview.state.kind).toBe('loading');
  expect(preview.shown).toMatchObject({ offset: 0 });
  await preview.load(400);
  answer(tablePage({ offset: 200 }));
  await slow;
  expect(preview.shown).toMatchObject({ offset: 400 });
  expect(preview.state.kind).toBe('ready');
});

it('says why a file cannot be shown', async () => {
  const client = fakeClient();
  client.preview.mockRejectedValue(new TracksideError('gone', 'X', 404));
  const preview = new PreviewModel(client, runPlace('t.csv'), false);
  await preview.load();
  expect(preview.state).toMatchObject({
    kind: 'failed',
    error: { message: 'gone' }
  });
  expect(preview.shown).toBeNull();
});
