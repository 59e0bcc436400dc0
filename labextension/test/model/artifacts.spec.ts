import { TracksideError } from '../../src/api/error';
import { ArtifactsModel, type IArtifactLine } from '../../src/model/artifacts';
import { type FakeClient, fakeClient, settled } from '../fakes';
import { modelCard, modelPlace, runPlace } from '../samples';

const folder = (path: string) => ({ path, is_dir: true, file_size: null });
const file = (path: string) => ({ path, is_dir: false, file_size: 3 });

/** A run `r` with a folder, a file and a logged model. */
function tree(): { client: FakeClient; artifacts: ArtifactsModel } {
  const client = fakeClient();
  client.artifacts.mockImplementation(({ modelId, path }) => {
    if (modelId !== null) {
      return Promise.resolve({ path, files: [file('MLmodel')], models: [] });
    }
    const models = [{ model_id: 'm-1', name: 'net', status: 'READY' }] as const;
    return Promise.resolve(
      path === ''
        ? { path, files: [folder('a'), file('b.txt')], models }
        : { path, files: [folder('a/c'), file('a/d.txt')], models: [] }
    );
  });
  client.preview.mockResolvedValue({ kind: 'binary', file_size: 3 });
  client.modelFolder.mockResolvedValue({
    card: modelCard(),
    requirements: null,
    example: null
  });
  return { client, artifacts: new ArtifactsModel(client, 'r') };
}

function line(lines: readonly IArtifactLine[], name: string): IArtifactLine {
  const found = lines.find(each => each.name === name);
  if (!found) {
    throw new Error(`no line ${name}`);
  }
  return found;
}

const names = (lines: readonly IArtifactLine[]): readonly string[] =>
  lines.map(({ name, depth }) => '-'.repeat(depth) + name);

it('opens a folder in place and shows it; closes both', async () => {
  const { artifacts } = tree();
  await artifacts.refresh();
  expect(names(artifacts.lines)).toEqual(['a', 'b.txt']);
  await artifacts.choose(line(artifacts.lines, 'a'));
  expect(names(artifacts.lines)).toEqual(['a', '-c', '-d.txt', 'b.txt']);
  expect(artifacts.shown?.shown).toMatchObject({ kind: 'folder' });
  await artifacts.choose(line(artifacts.lines, 'd.txt'));
  expect(artifacts.shown?.place).toEqual(runPlace('a/d.txt'));
  await artifacts.choose(line(artifacts.lines, 'a'));
  expect(names(artifacts.lines)).toEqual(['a', 'b.txt']);
  expect(artifacts.shown).toBeNull();
});

it('lists the models that the run made, each with its files and its card', async () => {
  const { artifacts, client } = tree();
  await artifacts.refresh();
  await artifacts.choose(line(artifacts.modelLines, 'net'));
  expect(names(artifacts.modelLines)).toEqual(['net', '-MLmodel']);
  expect(client.modelFolder).toHaveBeenCalledWith(modelPlace(''));
  expect(artifacts.shown?.name).toBe('net');
  expect(artifacts.shown?.shown).toMatchObject({ kind: 'model' });
  await artifacts.choose(line(artifacts.modelLines, 'MLmodel'));
  expect(client.preview).toHaveBeenCalledWith(modelPlace('MLmodel'), 0);
});

it('forgets what is deleted, and reads the rest again', async () => {
  const { artifacts, client } = tree();
  await artifacts.refresh();
  await artifacts.choose(line(artifacts.lines, 'a'));
  await artifacts.choose(line(artifacts.lines, 'd.txt'));
  client.artifacts.mockResolvedValue({
    path: '',
    files: [file('b.txt')],
    models: []
  });
  await artifacts.delete(runPlace('a'));
  expect(client.deleteArtifact).toHaveBeenCalledWith(runPlace('a'));
  expect(names(artifacts.lines)).toEqual(['b.txt']);
  expect(artifacts.modelLines).toEqual([]);
  expect(artifacts.shown).toBeNull();
});

it('keeps what cannot be deleted', async () => {
  const { artifacts, client } = tree();
  await artifacts.refresh();
  await artifacts.choose(line(artifacts.lines, 'b.txt'));
  const refusal = new TracksideError('needed', 'INVALID_PARAMETER_VALUE', 400);
  client.deleteArtifact.mockRejectedValue(refusal);
  await expect(artifacts.delete(runPlace('b.txt'))).rejects.toBe(refusal);
  expect(artifacts.shown?.place).toEqual(runPlace('b.txt'));
});

describe('files that come while one looks', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are read when the run changes, but not without a pause', async () => {
    const { artifacts, client } = tree();
    artifacts.setShown(true);
    await settled();
    expect(client.artifacts).toHaveBeenCalledTimes(1);
    for (let change = 0; change < 3; change += 1) {
      artifacts.changedOnServer();
      await settled();
      expect(client.artifacts).toHaveBeenCalledTimes(2);
    }
    await jest.advanceTimersByTimeAsync(1000);
    expect(client.artifacts).toHaveBeenCalledTimes(3);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(client.artifacts).toHaveBeenCalledTimes(3);
  });

  it('are not read while nobody looks, and once when somebody does', async () => {
    const { artifacts, client } = tree();
    artifacts.changedOnServer();
    await jest.advanceTimersByTimeAsync(2000);
    expect(client.artifacts).not.toHaveBeenCalled();
    for (const isShown of [true, false, true]) {
      artifacts.setShown(isShown);
      await jest.advanceTimersByTimeAsync(2000);
    }
    expect(client.artifacts).toHaveBeenCalledTimes(1);
  });
});

it('reads what is shown again only if its folder tells that it changed', async () => {
  const { artifacts, client } = tree();
  await artifacts.refresh();
  await artifacts.choose(line(artifacts.lines, 'b.txt'));
  await artifacts.refresh();
  expect(client.preview).toHaveBeenCalledTimes(1);
  const grown = { ...file('b.txt'), file_size: 4 };
  client.artifacts.mockResolvedValue({ path: '', files: [grown], models: [] });
  await artifacts.refresh();
  expect(client.preview).toHaveBeenCalledTimes(2);
  // An image that was written again must not come out of the browser's cache.
  expect(artifacts.shown?.inlineUrl).toBe('/file&edition=1');
});
