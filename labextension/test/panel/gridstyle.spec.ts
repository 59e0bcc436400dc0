import type { RunColumn } from '../../src/model/runcolumns';
import { gridStyle, gridWidths } from '../../src/panel/gridstyle';

const LR: RunColumn = { kind: 'param', key: 'lr' };
const USER: RunColumn = { kind: 'attribute', key: 'user' };

it.each([
  ['the name takes what is left', {}, 400, 160, 320],
  ['but not less than it needs', {}, 200, 80, 320],
  ['others are wider', { 'param:lr': 100 }, 400, 132, 348],
  ['it has a width of its own', { name: 120 }, 400, 120, 360]
])('%s', (_, chosen, room, name, total) => {
  const widths = gridWidths([LR, USER], chosen, room);
  expect([widths.of['name'], widths.total]).toEqual([name, total]);
});

it('draws a track a column', () => {
  const widths = gridWidths([LR, USER], { name: 120, start: 50 }, 400);
  expect(gridStyle([LR, USER], widths)).toMatchObject({
    '--jp-trackside-name': '120px',
    '--jp-trackside-start': '50px',
    '--jp-trackside-columns': '72px 64px'
  });
  const none = gridStyle([], gridWidths([], {}, 400));
  expect(none).toMatchObject({
    '--jp-trackside-name': 'minmax(80px, 1fr)',
    '--jp-trackside-columns': '0px'
  });
});
