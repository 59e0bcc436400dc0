import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { TracksideError } from '../../src/api/error';
import { ArtifactsModel } from '../../src/model/artifacts';
import { Artifacts } from '../../src/panel/artifacts';
import { modelCard, runPlace, tablePage } from '../samples';
import { hook, type IStage, renderOn, stage } from './render';

const file = (path: string) => ({ path, is_dir: false, file_size: 3 });
const folder = (path: string) => ({ path, is_dir: true, file_size: null });

/** The artifacts of a run `r` with a folder, a file and a logged model. */
async function open(canChange = true): Promise<IStage> {
  const here = stage();
  here.client.artifacts.mockImplementation(({ modelId, path }) =>
    Promise.resolve({
      path,
      files:
        modelId !== null || path !== ''
          ? [file(path === '' ? 'MLmodel' : `${path}/inside.txt`)]
          : [folder('plots'), file('notes.txt')],
      models:
        modelId === null && path === ''
          ? [
              { model_id: 'm-1', name: 'net', status: 'READY' },
              { model_id: 'm-2', name: 'wreck', status: 'FAILED' }
            ]
          : []
    })
  );
  here.client.preview.mockResolvedValue({
    kind: 'text',
    text: 'hello',
    language: 'txt',
    truncated: false
  });
  const artifacts = new ArtifactsModel(here.client, 'r');
  renderOn(here, <Artifacts artifacts={artifacts} canChange={canChange} />);
  await waitFor(() => hook('[data-artifact="notes.txt"]'));
  return here;
}

async function look(path: string, kind: string): Promise<void> {
  fireEvent.click(hook(`[data-artifact="${path}"]`));
  await waitFor(() => hook(`[data-preview][data-kind=${kind}]`));
}

function has(action: string): boolean {
  return document.querySelector(`[data-action=${action}]`) !== null;
}

it('the tree is one stop of the Tab key, and the arrow keys move in it', async () => {
  await open();
  const press = (key: string): void => {
    fireEvent.keyDown(document.activeElement ?? document.body, { key });
  };
  const at = (): string | undefined =>
    (document.activeElement as HTMLElement).dataset.artifact;
  const stops = (): readonly (string | undefined)[] =>
    [...document.querySelectorAll<HTMLElement>('[role=treeitem]')]
      .filter(({ tabIndex }) => tabIndex === 0)
      .map(({ dataset }) => dataset.artifact);
  expect(stops()).toEqual(['plots', 'net']);
  act(() => hook('[data-artifact=plots]').focus());
  press('ArrowRight');
  await waitFor(() => hook('[data-artifact="plots/inside.txt"]'));
  expect(document.querySelector('[data-preview]')).toBeNull();
  act(() => press('ArrowRight'));
  expect(at()).toBe('plots/inside.txt');
  expect(stops()).toEqual(['plots/inside.txt', 'net']);
  act(() => press('ArrowLeft'));
  expect(at()).toBe('plots');
  act(() => press('ArrowLeft'));
  expect(hook('[data-artifact=plots]').getAttribute('aria-expanded')).toBe(
    'false'
  );
  act(() => press('n'));
  expect(at()).toBe('notes.txt');
});

it('what was seen stays if reading it again fails', async () => {
  const here = await open();
  here.client.artifacts.mockRejectedValue(
    new TracksideError('away', 'TEMPORARILY_UNAVAILABLE', 503)
  );
  fireEvent.click(hook('[data-action=refresh-artifacts]'));
  expect((await screen.findByRole('alert')).textContent).toBe('away');
  hook('[data-artifact="notes.txt"]');
});

describe('what can be done with a file', () => {
  it('is loaded by a cell, copied and opened in a tab', async () => {
    const here = await open();
    await look('notes.txt', 'text');
    fireEvent.click(hook('[data-action=load-in-notebook]'));
    expect(here.host.insertCells).toHaveBeenCalledWith([
      expect.stringContaining('load_text("runs:/r/notes.txt")')
    ]);
    fireEvent.click(hook('[data-action=copy-path]'));
    expect(here.host.copyText).toHaveBeenCalledWith(
      'runs:/r/notes.txt',
      expect.any(String)
    );
    fireEvent.click(hook('[data-action=open-artifact]'));
    expect(here.host.openArtifact).toHaveBeenCalledWith(
      runPlace('notes.txt'),
      false,
      'notes.txt'
    );
  });

  it('is deleted after a question', async () => {
    const here = await open();
    await look('notes.txt', 'text');
    fireEvent.click(hook('[data-action=delete-artifact]'));
    expect(here.client.deleteArtifact).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    fireEvent.click(hook('[data-action=delete-artifact]'));
    fireEvent.click(hook('[data-action=delete-artifact-confirmed]'));
    await waitFor(() =>
      expect(here.client.deleteArtifact).toHaveBeenCalledWith(
        runPlace('notes.txt')
      )
    );
    await waitFor(() =>
      expect(document.querySelector('[data-preview]')).toBeNull()
    );
  });

  it('says why it is not deleted', async () => {
    const here = await open();
    here.client.deleteArtifact.mockRejectedValue(
      new TracksideError('needed', 'INVALID_PARAMETER_VALUE', 400)
    );
    await look('notes.txt', 'text');
    fireEvent.click(hook('[data-action=delete-artifact]'));
    fireEvent.click(hook('[data-action=delete-artifact-confirmed]'));
    expect((await screen.findByRole('alert')).textContent).toBe('needed');
  });

  it('is not deleted of a deleted run', async () => {
    await open(false);
    await look('notes.txt', 'text');
    expect(has('delete-artifact')).toBe(false);
  });

  it('a folder comes as a zip', async () => {
    const here = await open();
    await look('plots', 'folder');
    const link = hook('[data-preview] [data-action=download]');
    expect(link.getAttribute('href')).toBe('/archive');
    expect(link.getAttribute('download')).toBe('plots.zip');
    expect(here.client.archiveUrl).toHaveBeenCalledWith(runPlace('plots'));
    expect(hook('[data-preview]').textContent).toContain('1 file, 3 B');
  });
});

it('a logged model is shown by its card, and deleted as a whole', async () => {
  const here = await open();
  here.client.modelFolder.mockResolvedValue({
    card: modelCard({ flavors: { sklearn: '1.9.1', python_function: null } }),
    requirements: 'scikit-learn==1.9.1',
    example: tablePage({ columns: ['rooms'], rows: [[3]] })
  });
  expect(hook('[data-artifact=wreck]').textContent).toContain('failed');
  await look('net', 'model');
  await waitFor(() => hook('[data-section=use]'));
  const card = hook('[data-preview]');
  expect(card.textContent).toContain('sklearn 1.9.1, python_function');
  expect(card.textContent).toContain('load_model("models:/m-1")');
  expect(card.textContent).toContain('scikit-learn==1.9.1');
  expect(hook('[data-section=example] th').textContent).toBe('rooms');
  expect(has('delete-artifact')).toBe(true);
  await look('MLmodel', 'text');
  expect(has('delete-artifact')).toBe(false);
});
