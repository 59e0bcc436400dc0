import { addIcon } from '@jupyterlab/ui-components';
import { fireEvent, screen, waitFor } from '@testing-library/react';

import { Later } from '../../src/later';
import { drawnLater, useAhead } from '../../src/panel/later';
import { Popover } from '../../src/panel/popover';
import { renderOn, stage } from './render';

interface IGreetingProps {
  readonly name: string;
}

const CODE = {
  Greeting: ({ name }: IGreetingProps) => <p>{`Good morning, ${name}`}</p>
};

test('a part is drawn when its code has come', async () => {
  const Greeting = drawnLater(
    new Later(() => Promise.resolve(CODE)),
    code => code.Greeting
  );

  renderOn(stage(), <Greeting name="Ada" />);

  expect(screen.getByRole('status').textContent).toBe('Loading…');
  expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
  expect(screen.queryByRole('status')).toBeNull();
});

test('a part whose code is there is drawn at once', async () => {
  const here = stage();
  const later = new Later(() => Promise.resolve(CODE));
  const Greeting = drawnLater(later, code => code.Greeting);
  await later.load(here.host.trans);

  renderOn(here, <Greeting name="Ada" />);

  expect(screen.getByText('Good morning, Ada')).toBeTruthy();
});

test('a part that could not be loaded says so, and is tried again', async () => {
  const load = jest.fn(() => Promise.resolve(CODE));
  load.mockRejectedValueOnce(new Error('Loading chunk 12 failed.'));
  const Greeting = drawnLater(new Later(load), code => code.Greeting);

  renderOn(stage(), <Greeting name="Ada" />);

  const said = await screen.findByRole('alert');
  expect(said.textContent).toContain('could not be loaded');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
});

test('the keyboard stays where it was while a box is loaded', async () => {
  const Greeting = drawnLater(
    new Later(() => Promise.resolve(CODE)),
    code => code.Greeting
  );
  renderOn(
    stage(),
    <Popover icon={addIcon} label="Greet">
      <Greeting name="Ada" />
    </Popover>
  );
  const button = screen.getByRole('button', { name: 'Greet' });
  button.focus();

  fireEvent.click(button);

  expect(screen.getByRole('status')).toBeTruthy();
  expect(document.activeElement).toBe(button);
  expect(await screen.findByText('Good morning, Ada')).toBeTruthy();
  expect(document.activeElement).toBe(button);
});

test('code can be loaded before it is wanted', async () => {
  const later = new Later(() => Promise.resolve(CODE));
  const Ahead = () => {
    useAhead(later);
    return <p>the list</p>;
  };

  renderOn(stage(), <Ahead />);

  expect(later.code).toBeNull();
  await waitFor(() => expect(later.code).toBe(CODE));
});
