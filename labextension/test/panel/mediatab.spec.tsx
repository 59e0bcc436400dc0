import { fireEvent, screen, waitFor } from '@testing-library/react';

import type { IWireImage } from '../../src/api/artifactwire';
import { TracksideError } from '../../src/api/error';
import { MediaModel } from '../../src/model/media';
import { MediaTab } from '../../src/panel/mediatab';
import { seriesImage } from '../samples';
import { hook, type IStage, renderOn, stage } from './render';

function open(images: readonly IWireImage[]): {
  readonly here: IStage;
  readonly media: MediaModel;
} {
  const here = stage();
  here.client.images.mockResolvedValue({ images });
  here.client.fileUrl.mockImplementation(({ path }) => `/${path}`);
  const media = new MediaModel(here.client, 'r');
  renderOn(here, <MediaTab media={media} runId="r" />);
  return { here, media };
}

const sources = (): readonly (string | null)[] =>
  [...document.querySelectorAll('img')].map(image => image.getAttribute('src'));

const slider = (key: string): HTMLInputElement =>
  screen.getByRole('slider', { name: `Step of ${key}` });

it('a gallery for each key begins at its last step, small', async () => {
  open([seriesImage('a', 1), seriesImage('a', 5), seriesImage('b', 2)]);
  await screen.findByText('a');
  expect(sources()).toEqual(['/images/a-5.webp', '/images/b-2.webp']);
  expect(slider('a').getAttribute('aria-valuetext')).toBe('Step 5');
  expect(screen.queryByRole('slider', { name: 'Step of b' })).toBeNull();
});

it('the slider goes from one logged step to the next', async () => {
  open([seriesImage('a', 1), seriesImage('a', 5), seriesImage('b', 2)]);
  await screen.findByText('a');
  fireEvent.change(slider('a'), { target: { value: '0' } });
  expect(sources()).toEqual(['/images/a-1.webp', '/images/b-2.webp']);
});

it('at its end it follows what is logged, and elsewhere it stays', async () => {
  const { here, media } = open([seriesImage('a', 1), seriesImage('a', 5)]);
  await screen.findByText('a');
  here.client.images.mockResolvedValue({
    images: [1, 5, 9].map(step => seriesImage('a', step))
  });
  media.changedOnServer();
  await waitFor(() => expect(sources()).toEqual(['/images/a-9.webp']), {
    timeout: 4000
  });
  fireEvent.change(slider('a'), { target: { value: '1' } });
  here.client.images.mockResolvedValue({
    images: [1, 5, 9, 12].map(step => seriesImage('a', step))
  });
  media.changedOnServer();
  await waitFor(() => expect(slider('a').max).toBe('3'), { timeout: 4000 });
  expect(sources()).toEqual(['/images/a-5.webp']);
});

it('an image is shown in full at a click, also at the next step', async () => {
  open([seriesImage('a', 1), seriesImage('a', 5)]);
  const button = await screen.findByRole('button', { name: 'a at step 5' });
  fireEvent.click(button);
  expect(sources()).toEqual(['/images/a-5.png']);
  expect(button.getAttribute('aria-pressed')).toBe('true');
  fireEvent.change(slider('a'), { target: { value: '0' } });
  expect(sources()).toEqual(['/images/a-1.png']);
});

it('an image without a small copy is shown itself; a damaged one by words', async () => {
  open([seriesImage('a', 1, { thumbnail: null }), seriesImage('a', 5)]);
  await screen.findByText('a');
  fireEvent.error(hook('img'));
  expect(hook('[data-media]').textContent).toContain('cannot be shown');
  fireEvent.change(slider('a'), { target: { value: '0' } });
  expect(sources()).toEqual(['/images/a-1.png']);
});

it('says how images come here', async () => {
  open([]);
  await screen.findByText(/log_image/);
});

it('says why there are none, and tries again', async () => {
  const here = stage();
  here.client.images.mockRejectedValueOnce(
    new TracksideError('away', 'TEMPORARILY_UNAVAILABLE', 503)
  );
  const media = new MediaModel(here.client, 'r');
  renderOn(here, <MediaTab media={media} runId="r" />);
  await screen.findByText('away');
  fireEvent.click(hook('[data-action=retry]'));
  await screen.findByText(/log_image/, {}, { timeout: 4000 });
});
