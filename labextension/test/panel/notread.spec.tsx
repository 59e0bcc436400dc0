import { fireEvent, screen } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import { failed, LOADING, type LoadState } from '../../src/model/loadstate';
import { NotRead } from '../../src/panel/notread';
import { hook, renderOn, stage } from './render';

const GONE = failed(new TracksideError('none', 'RESOURCE_DOES_NOT_EXIST', 404));

function show(state: LoadState, missing?: string): jest.Mock {
  const onRetry = jest.fn();
  renderOn(
    stage(),
    <NotRead
      state={state}
      onRetry={onRetry}
      {...(missing === undefined ? {} : { missing })}
    />
  );
  return onRetry;
}

it('says that it comes', () => {
  show(LOADING, 'No such thing');
  expect(screen.getByRole('status').textContent).toBe('Loading…');
});

it('says what there is none of', () => {
  show(GONE, 'No such thing');
  expect(document.body.textContent).toBe('No such thing');
});

it.each([
  [GONE, undefined],
  [failed(new TracksideError('away', 'TEMPORARILY_UNAVAILABLE', 503)), 'No']
])('says why it does not come, and offers another try', (state, missing) => {
  const onRetry = show(state, missing);
  hook('[data-error-code]');
  fireEvent.click(hook('[data-action=retry]'));
  expect(onRetry).toHaveBeenCalled();
});
