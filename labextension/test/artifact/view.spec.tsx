import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';

import type { IWirePreview } from '../../src/api/artifactwire';
import { TracksideError } from '../../src/api/error';
import { ArtifactView } from '../../src/artifact/view';
import { PreviewModel } from '../../src/model/preview';
import type { FakeClient } from '../fakes';
import { hook, type IStage, renderOn, stage } from '../panel/render';
import { runPlace, tablePage } from '../samples';

function has(action: string): boolean {
  return document.querySelector(`[data-action=${action}]`) !== null;
}

describe('a file in a tab', () => {
  async function show(
    preview: IWirePreview,
    prepare: (client: FakeClient) => unknown = () => undefined
  ): Promise<IStage> {
    const here = stage();
    prepare(here.client);
    here.client.preview.mockResolvedValue(preview);
    const shown = new PreviewModel(here.client, runPlace('a.bin'), false);
    renderOn(
      here,
      <ArtifactView model={here.model} host={here.host} preview={shown} />
    );
    await waitFor(() => hook(`[data-kind=${preview.kind}]`));
    return here;
  }

  it('is not opened in a tab again, closed or deleted there', async () => {
    await show({ kind: 'binary', file_size: 3 });
    await screen.findByText(/no preview/);
    expect(has('open-artifact')).toBe(false);
    expect(has('close-preview')).toBe(false);
    expect(has('delete-artifact')).toBe(false);
  });

  it('a table is turned page by page', async () => {
    const page = { total: 450, limit: 200, rows: Array(200).fill([1]) };
    const here = await show(tablePage({ ...page, offset: 200 }));
    await waitFor(() => hook('[data-rows="200-400"]'));
    const asked = (): unknown =>
      here.client.preview.mock.calls[here.client.preview.mock.calls.length - 1];
    for (const [turn, offset] of [
      ['first-rows', 0],
      ['previous-rows', 0],
      ['next-rows', 400],
      ['last-rows', 400]
    ]) {
      fireEvent.click(hook(`[data-action=${turn}]`));
      expect(asked()).toEqual([runPlace('a.bin'), offset]);
      await waitFor(() => hook('[aria-busy=false]'));
    }
  });

  it('a table whose end is not known has no last page', async () => {
    await show(tablePage({ total: 900, is_estimated: true }));
    const last = await screen.findByRole('button', { name: 'Last rows' });
    expect((last as HTMLButtonElement).disabled).toBe(true);
    expect(hook('[data-rows]').textContent).toContain('about 900');
  });

  it('a page stands in a frame of no origin', async () => {
    await show({ kind: 'page', file_size: 3 });
    const frame = await waitFor(() => hook('iframe'));
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
  });

  describe('a PDF', () => {
    const pdf = { kind: 'pdf', file_size: 3 } as const;
    const setViewer = (isThere: boolean): void => {
      Object.defineProperty(navigator, 'pdfViewerEnabled', {
        configurable: true,
        value: isThere
      });
      URL.createObjectURL = jest.fn().mockReturnValue('blob:a');
      URL.revokeObjectURL = jest.fn();
    };

    it('stands in the browser’s viewer, and is nothing else to it', async () => {
      setViewer(true);
      const here = await show(pdf, client =>
        client.file.mockResolvedValue(new Blob(['%PDF'], { type: 'text/html' }))
      );
      await waitFor(() => hook('object[data="blob:a"][type*=pdf]'));
      expect(URL.createObjectURL).toHaveBeenCalledWith(
        expect.objectContaining({ type: 'application/pdf' })
      );
      expect(here.client.file).toHaveBeenCalledWith(runPlace('a.bin'));
      cleanup();
      expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:a');
    });

    it('says why it cannot be read', async () => {
      setViewer(true);
      await show(pdf, client =>
        client.file.mockRejectedValue(
          new TracksideError('away', 'TEMPORARILY_UNAVAILABLE', 503)
        )
      );
      expect((await screen.findByRole('alert')).textContent).toBe('away');
    });

    it('is offered for download where there is no viewer, or too much of it', async () => {
      setViewer(false);
      const here = await show(pdf);
      await screen.findByText(/shows no PDF/);
      cleanup();
      setViewer(true);
      await show({ ...pdf, file_size: 1e9 });
      await screen.findByText(/too large/);
      expect(here.client.file).not.toHaveBeenCalled();
    });
  });

  it('an image is an image, also one of SVG', async () => {
    await show({ kind: 'image', mime: 'image/svg+xml' });
    const image = await waitFor(() => hook('img'));
    expect(image.getAttribute('src')).toBe('/file');
    expect(document.querySelector('[data-view] iframe, object')).toBeNull();
    fireEvent.error(image);
    expect(hook('[data-preview]').textContent).toContain('cannot be shown');
  });

  it.each(['audio', 'video'] as const)('%s is played', async kind => {
    await show({ kind, mime: `${kind}/x` });
    const player = await waitFor(() => hook(`${kind}[controls]`));
    fireEvent.error(player);
    expect(hook('[data-preview]').textContent).toContain('cannot be played');
  });

  it('says which package is missing', async () => {
    await show({ kind: 'unread', needs: 'pyarrow', file_size: 3 });
    await screen.findByText(/pip install pyarrow/);
  });

  it('says which traces of a figure are not drawn', async () => {
    const data = [{ type: 'scattermap' }, { type: 'scatter', y: [1] }];
    await show({ kind: 'figure', figure: { data, layout: {} } });
    await screen.findByText(/not drawn here: scattermap/);
    expect(document.querySelector('.jp-Trackside-Plot')).not.toBeNull();
    cleanup();
    const maps = data.slice(0, 1);
    await show({ kind: 'figure', figure: { data: maps, layout: {} } });
    await screen.findByText(/not drawn here: scattermap/);
    expect(document.querySelector('.jp-Trackside-Plot')).toBeNull();
  });

  it('a notebook is read cell by cell', async () => {
    const here = stage();
    const drawn = jest.fn().mockReturnValue(() => undefined);
    here.client.preview.mockResolvedValue({
      kind: 'notebook',
      notebook: {
        cells: [
          { cell_type: 'markdown', source: '# Title' },
          {
            cell_type: 'code',
            source: 'x',
            outputs: [{ output_type: 'stream', name: 'stdout', text: '42' }]
          }
        ]
      }
    });
    const shown = new PreviewModel(here.client, runPlace('n.ipynb'), false);
    const host = { ...here.host, renderOutput: drawn };
    renderOn(
      here,
      <ArtifactView model={here.model} host={host} preview={shown} />
    );
    await screen.findByText('# Title');
    expect(drawn).toHaveBeenCalledWith(
      { 'application/vnd.jupyter.stdout': '42' },
      expect.any(HTMLElement)
    );
  });
});
