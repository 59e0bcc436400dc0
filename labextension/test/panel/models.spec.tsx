import { act, fireEvent, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import type { IWireModel, IWireVersionDetail } from '../../src/api/wire';
import { RegistryModel } from '../../src/model/registry';
import { EPOCH, metric, modelVersion, run, versionDetail } from '../samples';
import { hook, type IStage, openPanel, stage } from './render';

let here: IStage;

function registered(name: string, more: Partial<IWireModel> = {}): IWireModel {
  return {
    name,
    description: '',
    creation_timestamp: EPOCH,
    last_updated_timestamp: EPOCH,
    tags: {},
    versions: [
      modelVersion('2', { name, aliases: ['champion'] }),
      modelVersion('1', { name })
    ],
    ...more
  };
}

function holds(...models: readonly IWireModel[]): void {
  here.client.models.mockResolvedValue({ revision: 1, models });
}

async function openVersion(detail: IWireVersionDetail): Promise<void> {
  here.client.version.mockResolvedValue(detail);
  const { name, version } = detail.version;
  act(() => here.model.navigation.goToModel({ name, version }));
  await waitFor(() => hook(`[data-model-version="${name}/${version}"]`));
  await waitFor(() => hook('[data-section=lineage]'));
}

beforeEach(async () => {
  here = stage();
  holds(registered('churn'));
  await openPanel(here, 'models/train.ipynb');
});

it('lists models with the newest version and all aliases, and opens one', async () => {
  act(() => here.model.navigation.goTop('models'));
  await waitFor(() => hook('[data-model=churn]'));
  expect(hook('[data-model=churn]').textContent).toContain('Version 2');
  expect(hook('[data-alias=champion]').textContent).toBe('@champion');

  fireEvent.click(hook('[data-model=churn] .jp-Trackside-Link'));
  await waitFor(() => hook('[data-model-version="churn/1"]'));
});

it('finds a model by a part of its name once there are many', async () => {
  holds(...'abcdef'.split('').map(letter => registered(`model-${letter}`)));
  act(() => here.model.navigation.goTop('models'));
  await waitFor(() => hook('input[type=search]'));
  fireEvent.change(hook('input[type=search]'), { target: { value: 'L-C' } });
  expect(document.querySelectorAll('[data-model]')).toHaveLength(1);
  fireEvent.change(hook('input[type=search]'), { target: { value: 'none' } });
  expect(document.body.textContent).toContain('No model has “none”');
});

it('goes back from a version to its model and from there to all', async () => {
  await openVersion(versionDetail(modelVersion('1')));
  fireEvent.click(hook('[data-action=back]'));
  await waitFor(() => hook('[data-section=versions]'));
  fireEvent.click(hook('[data-action=back]'));
  await waitFor(() => hook('.jp-Trackside-Models'));
});

it('compares versions: what is ticked, or else the latest two', async () => {
  const trained = (version: string, lr: string) =>
    versionDetail(modelVersion(version, { name: 'churn' }), {
      run: run(`run-${version}`, { params: { lr, seed: '1' } })
    });
  here.client.version.mockImplementation(({ version }) =>
    Promise.resolve(trained(version, `0.${version}`))
  );
  act(() => here.model.navigation.goToModel({ name: 'churn', version: null }));
  await waitFor(() => hook('[data-action=compare-versions]'));
  fireEvent.click(hook('[data-action=compare-versions]'));
  await waitFor(() => hook('[data-compared=churn] [data-param=lr]'));
  expect(hook('[data-param=lr]').textContent).toBe('lr0.10.2');
  expect(document.querySelector('[data-param=seed]')).toBeNull();
  fireEvent.click(hook('[data-control=only-differences]'));
  expect(hook('[data-param=seed]').textContent).toBe('seed11');

  fireEvent.click(hook('[data-action=back]'));
  await waitFor(() => hook('[data-section=versions]'));
});

it('says that a model is not in this store', async () => {
  act(() => here.model.navigation.goToModel({ name: 'x', version: null }));
  await waitFor(() => hook('[data-empty=no-such-model]'));
});

it('says that a version is not in this store', async () => {
  here.client.version.mockRejectedValue(
    new TracksideError('no version', 'RESOURCE_DOES_NOT_EXIST', 404)
  );
  act(() => here.model.navigation.goToModel({ name: 'churn', version: '9' }));
  await waitFor(() => hook('[data-empty=no-such-model]'));
});

it('shows what a version takes and gives, and where it comes from', async () => {
  await openVersion(
    versionDetail(modelVersion('2'), {
      run: run('a', {
        name: 'brave-otter',
        metrics: { accuracy: metric(0.9) },
        tags: { 'trackside.notebook': 'models/train.ipynb' },
        datasets: [{ name: 'digits', digest: 'abc123', context: null }]
      }),
      card: {
        flavors: { sklearn: '1.9.1' },
        inputs: [
          { name: 'age', type: 'double', is_required: false, default: null }
        ],
        outputs: null,
        params: null,
        example: null,
        python_version: null,
        size: 2048,
        created: null
      },
      problem: null
    })
  );
  expect(hook('[data-signature=inputs]').textContent).toBe(
    'Inputsagedoubleoptional'
  );
  expect(hook('[data-section=lineage]').textContent).toContain('digits abc123');
  expect(hook('[data-metric=accuracy]').textContent).toContain('0.9');
  fireEvent.click(hook('[data-open-notebook]'));
  expect(here.host.openPath).toHaveBeenCalledWith('models/train.ipynb');
  fireEvent.click(hook('[data-open-run]'));
  await waitFor(() => hook('[data-action=back]'));
  expect(here.model.navigation.view).toEqual({ kind: 'run', runId: 'a' });
});

it('gives an alias, takes one away and moves to a stage', async () => {
  const version = modelVersion('2', { aliases: ['old'] });
  here.client.patchVersion.mockResolvedValue(versionDetail(version));
  await openVersion(versionDetail(version));

  fireEvent.change(hook('input[name=alias]'), { target: { value: '@best' } });
  fireEvent.submit(hook('.jp-Trackside-Aliases'));
  await waitFor(() => {
    expect((hook('input[name=alias]') as HTMLInputElement).value).toBe('');
  });
  fireEvent.click(hook('[data-action=delete-alias]'));
  fireEvent.change(hook('select[name=stage]'), {
    target: { value: 'Production' }
  });
  fireEvent.submit(hook('.jp-Trackside-Stage'));
  await waitFor(() => {
    expect(
      here.client.patchVersion.mock.calls.map(([, patch]) => patch)
    ).toEqual([
      { aliases: { best: true } },
      { aliases: { old: false } },
      { stage: 'Production', archive_others: true }
    ]);
  });
});

it('says why an alias was refused and keeps what was typed', async () => {
  await openVersion(versionDetail(modelVersion('2')));
  here.client.patchVersion.mockRejectedValue(
    new TracksideError('alias v1 is reserved', 'INVALID_PARAMETER_VALUE', 400)
  );
  fireEvent.change(hook('input[name=alias]'), { target: { value: 'v1' } });
  fireEvent.submit(hook('.jp-Trackside-Aliases'));
  await waitFor(() => hook('.jp-Trackside-Aliases [role=alert]'));
  expect((hook('input[name=alias]') as HTMLInputElement).value).toBe('v1');
});

it('inserts cells that use the version, or makes a notebook of them', async () => {
  await openVersion(versionDetail(modelVersion('2')));
  fireEvent.click(hook('[data-action=use-in-notebook]'));
  fireEvent.click(hook('[data-action=use-in-new-notebook]'));
  const cells = expect.arrayContaining([
    expect.stringContaining('models:/churn/2')
  ]) as unknown;
  expect(here.host.insertCells).toHaveBeenCalledWith(cells);
  expect(here.host.newNotebook).toHaveBeenCalledWith(cells);
});

it('asks before a version is deleted for good', async () => {
  await openVersion(versionDetail(modelVersion('2')));
  fireEvent.click(hook('[data-action=delete-version]'));
  expect(here.client.deleteVersion).not.toHaveBeenCalled();
  fireEvent.keyDown(hook('[role=alertdialog]'), { key: 'Escape' });
  fireEvent.click(hook('[data-action=delete-version]'));
  fireEvent.click(hook('[data-action=delete-version-confirmed]'));
  await waitFor(() => hook('[data-section=versions]'));
  expect(here.client.deleteVersion).toHaveBeenCalledWith({
    name: 'churn',
    version: '2'
  });
});

it('sets and deletes tags of a model, with a way to undo', async () => {
  holds(registered('churn', { tags: { team: 'risk' } }));
  here.client.patchModel.mockResolvedValue(registered('churn'));
  act(() => here.model.navigation.goToModel({ name: 'churn', version: null }));
  await act(() => here.model.part(RegistryModel).refresh());
  fireEvent.click(hook('[data-tag=team] [data-action=delete-tag]'));
  await waitFor(() => expect(here.host.offerUndo).toHaveBeenCalled());
  fireEvent.change(hook('input[name=tag-name]'), { target: { value: 'a' } });
  fireEvent.change(hook('input[name=tag-value]'), { target: { value: '1' } });
  fireEvent.submit(hook('.jp-Trackside-Tags-new'));
  await waitFor(() => {
    expect(here.client.patchModel.mock.calls).toEqual([
      ['churn', { tags: { team: null } }],
      ['churn', { tags: { a: '1' } }]
    ]);
  });
});
