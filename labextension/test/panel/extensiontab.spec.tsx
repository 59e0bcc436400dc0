import type { IDisposable } from '@lumino/disposable';
import { act, fireEvent, screen } from '@testing-library/react';

import type { IWireRun } from '../../src/api/wire';
import type { IRunTab } from '../../src/tokens';
import { Tracker } from '../../src/tracker';
import { run } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

/** A tab that writes a run's name and param into its node. */
function nameTab(more: Partial<IRunTab> = {}): IRunTab {
  return {
    id: 'test:name',
    label: 'Name',
    render: (node, first) => {
      const update = ({ name, params }: IWireRun): void => {
        node.textContent = `${name}: ${params['lr'] ?? 'none'}`;
      };
      update(first);
      return { update, dispose: () => undefined };
    },
    ...more
  };
}

interface IOpenRun extends IStage {
  readonly tracker: Tracker;
}

async function openRun(): Promise<IOpenRun> {
  const here = stage();
  await openPanel(here, 'models/train.ipynb');
  fireEvent.click(hook('[data-run-id=a]'));
  await screen.findByRole('tab', { name: 'Overview' });
  return { ...here, tracker: new Tracker(here.model) };
}

function add(tracker: Tracker, tab: IRunTab): IDisposable {
  let added: IDisposable | undefined;
  act(() => {
    added = tracker.addRunTab(tab);
  });
  if (!added) {
    throw new Error('nothing was added');
  }
  return added;
}

function labels(): readonly (string | null)[] {
  return screen.getAllByRole('tab').map(tab => tab.textContent);
}

const OWN = ['Overview', 'Metrics', 'Artifacts', 'Source'];

it('adds a tab behind the own ones, by rank, and takes it out again', async () => {
  const { tracker } = await openRun();
  const late = nameTab({ id: 'test:late', label: 'Late', rank: 200 });
  const added = add(tracker, late);
  add(tracker, nameTab());
  expect(labels()).toEqual([...OWN, 'Name', 'Late']);
  act(() => added.dispose());
  expect(labels()).toEqual([...OWN, 'Name']);
});

it('draws the run, and draws it anew when it changes', async () => {
  const { tracker, client, model } = await openRun();
  add(tracker, nameTab());
  fireEvent.click(screen.getByRole('tab', { name: 'Name' }));
  expect(hook('[data-run-tab]').textContent).toBe('a: none');
  const detail = await client.run('a');
  client.run.mockResolvedValue({
    ...detail,
    run: run('a', { name: 'renamed', params: { lr: '0.1' } })
  });
  await act(() => model.refresh());
  expect(hook('[data-run-tab]').textContent).toBe('renamed: 0.1');
});

it('shows the overview when the open tab is taken out', async () => {
  const { tracker } = await openRun();
  const dispose = jest.fn();
  const added = add(
    tracker,
    nameTab({ render: () => ({ update: jest.fn(), dispose }) })
  );
  fireEvent.click(screen.getByRole('tab', { name: 'Name' }));
  expect(dispose).not.toHaveBeenCalled();
  act(() => added.dispose());
  expect(dispose).toHaveBeenCalledTimes(1);
  expect(hook('[aria-selected=true]').textContent).toBe('Overview');
});

describe('a tab that fails', () => {
  let said: jest.SpyInstance;
  beforeEach(() => {
    said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => said.mockRestore());

  const fail = (): never => {
    throw new Error('no price is known');
  };

  it.each([
    ['at its first drawing', nameTab({ render: fail })],
    [
      'at a change',
      nameTab({ render: () => ({ update: fail, dispose: () => undefined }) })
    ]
  ])('%s says why, and the others go on', async (_, tab) => {
    const { tracker, client, model } = await openRun();
    add(tracker, tab);
    fireEvent.click(screen.getByRole('tab', { name: 'Name' }));
    const detail = await client.run('a');
    client.run.mockResolvedValue({ ...detail, run: run('a') });
    await act(() => model.refresh());
    expect(screen.getByRole('alert').textContent).toBe(
      'The tab “Name” failed: no price is known'
    );
    fireEvent.click(screen.getByRole('tab', { name: 'Overview' }));
    expect(screen.queryByRole('alert')).toBeNull();
    hook('[data-section=metrics]');
  });
});

it.each(['overview', ':name', 'test:', 'a:b:c'])(
  'refuses %p as the id of a tab',
  id => {
    const { runTabs } = stage().model.navigation;
    expect(() => runTabs.add(nameTab({ id: id as 'a:b' }))).toThrow(
      `not '${id}'`
    );
  }
);

it('refuses a second tab of one id', () => {
  const { runTabs } = stage().model.navigation;
  const first = runTabs.add(nameTab());
  expect(() => runTabs.add(nameTab())).toThrow("'test:name' already");
  first.dispose();
  expect(runTabs.add(nameTab()).isDisposed).toBe(false);
});
