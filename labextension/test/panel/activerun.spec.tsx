import { act, fireEvent, screen } from '@testing-library/react';

import type { IWireRun } from '../../src/api/wire';
import { ActiveRun } from '../../src/panel/activerun';
import { settled } from '../fakes';
import { run } from '../samples';
import { hook, type IStage, renderOn, stage } from './render';

const RUN = run('a', {
  status: 'RUNNING',
  tags: { 'trackside.kernel_id': 'kernel' }
});

function draw(shown: IWireRun = RUN): IStage {
  const here = stage();
  renderOn(here, <ActiveRun run={shown} others={0} onOpen={jest.fn()} />);
  return here;
}

async function stop(): Promise<void> {
  fireEvent.click(hook('[data-action="stop-run"]'));
  fireEvent.click(hook('[data-action="stop-run-confirmed"]'));
  await act(settled);
}

it('stops what the kernel of the run executes, once that is confirmed', async () => {
  const { host } = draw();
  fireEvent.click(hook('[data-action="stop-run"]'));
  expect(host.stopRuns).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText('Cancel'));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await stop();
  expect(host.stopRuns).toHaveBeenCalledWith('kernel');
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('tells why a run could not be stopped', async () => {
  const { host } = draw();
  const stopRuns = host.stopRuns as unknown as jest.Mock;
  stopRuns.mockRejectedValue(new Error('The kernel is gone.'));
  await stop();
  expect(screen.getByRole('alert').textContent).toBe('The kernel is gone.');
});

it('offers nothing for a run of a script, which no kernel of ours runs', () => {
  draw(run('a', { status: 'RUNNING' }));
  expect(document.querySelector('[data-action="stop-run"]')).toBeNull();
});
