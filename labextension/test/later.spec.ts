import { nullTranslator } from '@jupyterlab/translation';

import { Later } from '../src/later';

const trans = nullTranslator.load('trackside');

test('code is loaded once, when it is first wanted', async () => {
  const load = jest.fn(() => Promise.resolve('the code'));
  const later = new Later(load);

  expect(load).not.toHaveBeenCalled();
  expect(later.code).toBeNull();
  await expect(
    Promise.all([later.load(trans), later.load(trans)])
  ).resolves.toEqual(['the code', 'the code']);

  expect(later.code).toBe('the code');
  expect(load).toHaveBeenCalledTimes(1);
});

test('what could not be loaded is tried again the next time', async () => {
  const load = jest.fn(() => Promise.resolve('the code'));
  load.mockRejectedValueOnce(new Error('Loading chunk 12 failed.'));
  const later = new Later<string>(load);

  await expect(later.load(trans)).rejects.toThrow('could not be loaded');

  expect(later.code).toBeNull();
  await expect(later.load(trans)).resolves.toBe('the code');
});
