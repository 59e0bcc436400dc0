import type { IWirePreview } from '../../src/api/artifactwire';
import { ComparedCells } from '../../src/model/comparedcells';
import { fakeClient } from '../fakes';
import { run } from '../samples';

const TAGS = { 'trackside.cells': '1 cell, top to bottom' };

function kept(source: string): IWirePreview {
  const cell = { cell_type: 'code', execution_count: 1, source };
  return { kind: 'notebook', notebook: { cells: [cell] } };
}

it('reads the cells of runs that keep some, once until they say otherwise', async () => {
  const client = fakeClient();
  client.preview.mockResolvedValue(kept('x'));
  const cells = new ComparedCells(client);
  const runs = [run('a', { tags: TAGS, status: 'RUNNING' }), run('b')];
  await cells.want(runs);
  await cells.want(runs);
  expect(client.preview.mock.calls).toEqual([
    [{ runId: 'a', modelId: null, path: 'trackside/cells.ipynb' }]
  ]);
  expect(runs.map(each => cells.of(each)?.map(({ source }) => source))).toEqual(
    [['x'], undefined]
  );

  client.preview.mockResolvedValue(kept('y'));
  const ended = run('a', { tags: TAGS });
  await cells.want([ended]);
  expect(cells.of(ended)).toMatchObject([{ source: 'y' }]);
});

it('reads the cells of many runs a few at a time', async () => {
  const client = fakeClient();
  let going = 0;
  let most = 0;
  client.preview.mockImplementation(async () => {
    going += 1;
    most = Math.max(most, going);
    await Promise.resolve();
    going -= 1;
    return kept('x');
  });
  const cells = new ComparedCells(client);
  const runs = Array.from({ length: 20 }, (_, index) =>
    run(`r${index}`, { tags: TAGS })
  );
  await cells.want(runs);
  expect(runs.every(each => cells.of(each) !== null)).toBe(true);
  expect(most).toBeLessThanOrEqual(6);
});

it('tells why they could not be read', async () => {
  const client = fakeClient();
  client.preview.mockRejectedValue(new Error('away'));
  const cells = new ComparedCells(client);
  await cells.want([run('a', { tags: TAGS })]);
  expect(cells.state).toMatchObject({ kind: 'failed' });
});
