import { act, fireEvent, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import { hook, openPanel, stage } from './render';

it('says that a run is not in this store, with the way back', async () => {
  const here = stage();
  here.client.run.mockRejectedValue(
    new TracksideError('no run', 'RESOURCE_DOES_NOT_EXIST', 404)
  );
  await openPanel(here, 'models/train.ipynb');
  act(() => here.model.navigation.openRun('gone'));
  await waitFor(() => hook('[data-empty=no-such-run]'));
  expect(hook('[data-empty=no-such-run]').textContent).toContain('gone');
  fireEvent.click(hook('[data-action=back]'));
  await waitFor(() => hook('[data-run-id=a]'));
});
