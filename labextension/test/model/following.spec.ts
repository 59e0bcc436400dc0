import { TracksideError } from '../../src/api/error';
import { followLink } from '../../src/model/following';
import { parseLink } from '../../src/model/link';
import { OpenRun } from '../../src/model/openrun';
import { RegistryModel } from '../../src/model/registry';
import { TracksideModel } from '../../src/model/trackside';
import { type FakeClient, fakeClient, FakeFeed, settled } from '../fakes';
import { experiment, modelVersion, run } from '../samples';

let client: FakeClient;
let model: TracksideModel;

beforeEach(async () => {
  client = fakeClient();
  model = new TracksideModel(client, new FakeFeed());
  await model.start();
  await model.notebook.follow('other.ipynb');
  await settled();
});

function noSuchExperiment(): void {
  client.experiment.mockRejectedValue(
    new TracksideError('no experiment', 'RESOURCE_DOES_NOT_EXIST', 404)
  );
}

function noSuchRun(): void {
  client.run.mockRejectedValue(
    new TracksideError('no run', 'RESOURCE_DOES_NOT_EXIST', 404)
  );
}

it('opens a run over the runs of the experiment that it is in', async () => {
  client.run.mockResolvedValue({
    revision: 1,
    run: run('x', { experiment_id: '5' }),
    experiment: experiment('5'),
    artifact_uri: '',
    model_versions: [],
    models: []
  });

  const dead = await followLink(parseLink('experiments/1/runs/x'), model);
  await settled();

  expect(dead).toBeNull();
  expect(model.runs.experimentIds).toEqual(['5']);
  expect(model.isPicked).toBe(true);
  expect(model.navigation.view).toEqual({ kind: 'run', runId: 'x' });
  model.navigation.back();
  expect(model.navigation.view).toEqual({ kind: 'runs' });
});

it('opens the tab that the link names', async () => {
  await followLink(parseLink('experiments/1/runs/a/artifacts'), model);
  expect(model.navigation.runTab).toBe('artifacts');
});

it('opens the view of a run that is not there over its experiment', async () => {
  noSuchRun();
  model.part(OpenRun);

  await followLink(parseLink('experiments/5/runs/gone'), model);
  await settled();

  expect(model.runs.experimentIds).toEqual(['5']);
  expect(model.part(OpenRun).detail?.runId).toBe('gone');
  expect(model.part(OpenRun).detail?.state.kind).toBe('failed');
});

it('leaves the notebook’s experiment where a link knows no better', async () => {
  noSuchRun();
  noSuchExperiment();
  await followLink(parseLink('experiments/99/runs/gone'), model);
  await settled();
  expect(model.isPicked).toBe(false);
  expect(model.runs.experimentIds).toEqual(['1']);
  expect(model.part(OpenRun).detail?.runId).toBe('gone');
});

it('shows an experiment, and says that one is not there', async () => {
  expect(await followLink(parseLink('experiments/5'), model)).toBeNull();
  expect(model.experiment?.experiment_id).toBe('5');

  noSuchExperiment();
  const dead = parseLink('experiments/99');
  expect(await followLink(dead, model)).toBe(dead);
  expect(model.experiment?.experiment_id).toBe('5');
});

it('says of an experiment in the bin that it is not there', async () => {
  client.experiment.mockResolvedValue(
    experiment('5', { lifecycle_stage: 'deleted' })
  );
  const binned = parseLink('experiments/5');
  expect(await followLink(binned, model)).toBe(binned);
});

it('fails as the server does', async () => {
  client.experiment.mockRejectedValue(new TracksideError('off', 'X', 503));
  await expect(followLink(parseLink('experiments/5'), model)).rejects.toThrow(
    'off'
  );
});

it.each([
  ['models/churn', true],
  ['models/churn/versions/2', true],
  ['models/churn/versions/9', false],
  ['models/unheard', false],
  ['models/unheard/versions/2', false]
])('goes to %s, which is there: %p', async (text, isThere) => {
  const versions = [modelVersion('2'), modelVersion('1')];
  client.models.mockResolvedValue({
    revision: 1,
    models: [
      {
        name: 'churn',
        description: '',
        creation_timestamp: 0,
        last_updated_timestamp: 0,
        tags: {},
        versions
      }
    ]
  });
  const link = parseLink(text);
  const [, name, , version] = text.split('/');

  expect(await followLink(link, model)).toBe(isThere ? null : link);
  expect(model.navigation.view).toEqual(
    version ? { kind: 'version', name, version } : { kind: 'model', name }
  );
});

it('blames no link for a registry that cannot be read', async () => {
  client.models.mockRejectedValue(new TracksideError('off', 'X', 503));
  expect(await followLink(parseLink('models/churn'), model)).toBeNull();
  expect(model.part(RegistryModel).state.kind).toBe('failed');
});

it('goes to the models, and for the bare panel nowhere', async () => {
  await followLink(parseLink('models'), model);
  expect(model.navigation.view).toEqual({ kind: 'models' });
  await followLink(parseLink(''), model);
  expect(model.navigation.view).toEqual({ kind: 'models' });
});
