import { act, fireEvent, screen } from '@testing-library/react';

import type { IWireDataset } from '../../src/api/wire';
import { TracksideError } from '../../src/api/error';
import { DatasetCards } from '../../src/model/datasetcards';
import { Datasets } from '../../src/panel/datasets';
import { settled } from '../fakes';
import { run } from '../samples';
import { hook, type IStage, renderOn, stage } from './render';

const RUN = run('a', {
  datasets: [
    { name: 'digits', digest: 'abc', context: 'training' },
    { name: "ana's", digest: 'def', context: null }
  ]
});

const DIGITS: IWireDataset = {
  name: 'digits',
  digest: 'abc',
  context: 'training',
  source_type: 'local',
  source: 'data/digits.csv',
  profile: { num_rows: '1797' },
  features: [{ name: 'x', type: 'double', is_required: true, default: null }],
  targets: null
};

function draw(here: IStage, of = RUN): void {
  const cards = new DatasetCards(here.client, of.run_id);
  renderOn(here, <Datasets run={of} cards={cards} />);
}

async function unfold(name: string): Promise<void> {
  const details = hook(`[data-dataset="${name}"]`) as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  await act(settled);
}

it('says nothing of a run without data', () => {
  const here = stage();
  draw(here, run('b'));
  expect(document.querySelector('[data-section=datasets]')).toBeNull();
});

it('names the data and what it was for, and reads more of it only when it is unfolded', async () => {
  const here = stage();
  here.client.datasets.mockResolvedValue({ datasets: [DIGITS] });
  draw(here);
  const digits = hook('[data-dataset=digits]');
  expect(digits.textContent).toBe('digitstrainingabc');
  expect(here.client.datasets).not.toHaveBeenCalled();

  await unfold('digits');
  expect(digits.textContent).toContain('data/digits.csv');
  expect(hook('[data-profile=num_rows]').textContent).toContain('1797');
  expect(hook('[data-signature=features]').textContent).toContain('double');

  await unfold("ana's");
  expect(here.client.datasets).toHaveBeenCalledTimes(1);
});

it('says why the data cannot be described, and asks again', async () => {
  const here = stage();
  here.client.datasets
    .mockRejectedValueOnce(new TracksideError('no answer', 'NETWORK_ERROR', 0))
    .mockResolvedValue({ datasets: [DIGITS] });
  draw(here);
  await unfold('digits');
  fireEvent.click(screen.getByRole('button', { name: /again|retry/i }));
  await act(settled);
  expect(hook('[data-profile=num_rows]').textContent).toContain('1797');
});

it('lists the runs that took in the same', async () => {
  const here = stage();
  here.client.datasets.mockResolvedValue({
    datasets: [{ ...DIGITS, name: "ana's", digest: 'def', context: null }]
  });
  const filter = jest.spyOn(here.model.runs, 'setFilter');
  here.model.navigation.openRun('a');
  draw(here);
  await unfold("ana's");
  fireEvent.click(hook('[data-action=same-dataset]'));
  expect(filter).toHaveBeenCalledWith(
    `dataset.name = "ana's" AND dataset.digest = 'def'`
  );
  expect(here.model.navigation.view.kind).toBe('runs');
});
