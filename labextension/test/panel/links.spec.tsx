import { act, fireEvent, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import { EPOCH, modelVersion } from '../samples';
import { hook, openPanel, stage } from './render';

it('leads to the version of a model that a link names', async () => {
  const here = stage();
  const seen: (string | undefined)[] = [];
  Element.prototype.scrollIntoView = function (this: HTMLElement) {
    seen.push(this.dataset.modelVersion);
  };
  here.client.models.mockResolvedValue({
    revision: 1,
    models: [
      {
        name: 'churn',
        description: '',
        creation_timestamp: EPOCH,
        last_updated_timestamp: EPOCH,
        tags: {},
        versions: [modelVersion('2'), modelVersion('1')]
      }
    ]
  });
  await openPanel(here, null);
  act(() => here.model.navigation.goToModel({ name: 'churn', version: '1' }));
  await waitFor(() => hook('[data-model-version="churn/1"][aria-current]'));
  expect(document.querySelectorAll('[aria-current]')).toHaveLength(1);
  expect(seen).toEqual(['churn/1']);
});

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
