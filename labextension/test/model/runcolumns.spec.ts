import { ColumnModel } from '../../src/model/columnmodel';
import type { IColumnKeys } from '../../src/model/columns';
import { isLikelyToRise } from '../../src/model/direction';
import {
  type ColumnName,
  columnWord,
  deltaOf,
  resolved
} from '../../src/model/runcolumns';
import { metric, run } from '../samples';

it.each([
  ['accuracy', true],
  ['f1', true],
  ['loss', false],
  ['val_loss', false],
  ['trainLoss', false],
  ['val/rmse', false],
  ['mean absolute error', false],
  ['gloss', true],
  ['losses_avoided', false],
  ['terror_index', true],
  ['epoch_time', false]
])('guesses whether %s is to rise: %p', (key, rises) => {
  expect(isLikelyToRise(key)).toBe(rises);
});

it.each([
  ['last', true, 'last'],
  ['best', true, 'max'],
  ['best', false, 'min'],
  ['min', true, 'min'],
  ['max', false, 'max']
] as const)('shows for %s, rising %p, the %s', (choice, rises, statistic) => {
  const column = resolved({ kind: 'metric', key: 'm', choice }, rises);
  expect(column).toMatchObject({ statistic });
});

it.each([
  ['less loss', 'loss', 1, 2, { difference: -1, isBetter: true }],
  ['more loss', 'loss', 2, 1, { difference: 1, isBetter: false }],
  ['more accuracy', 'accuracy', 2, 1, { difference: 1, isBetter: true }],
  ['the same', 'loss', 1, 1, { difference: 0, isBetter: null }],
  ['no number', 'loss', 'NaN', 1, null]
] as const)('compares %s', (_, key, mine, its, expected) => {
  const rises = isLikelyToRise(key);
  const column = resolved({ kind: 'metric', key, choice: 'last' }, rises);
  const a = run('a', { metrics: { [key]: metric(mine) } });
  const b = run('b', { metrics: { [key]: metric(its) } });
  expect(column.kind === 'metric' && deltaOf(a, b, column)).toEqual(expected);
});

describe('the columns of an experiment', () => {
  const METRICS = ['val_loss', 'accuracy'];
  const keys = (more: Partial<IColumnKeys> = {}): IColumnKeys => ({
    metrics: METRICS,
    params: [],
    tags: [],
    ...more
  });

  it('are the primary metric until something is chosen', () => {
    const columns = new ColumnModel();
    expect(columns.shown(keys()).map(({ key }) => key)).toEqual(['val_loss']);
    columns.toggle({ kind: 'param', key: 'lr' }, METRICS);
    columns.setStatistic('val_loss', 'best', METRICS);
    expect(columns.shown(keys({ params: ['lr'] }))).toEqual([
      {
        kind: 'metric',
        key: 'val_loss',
        choice: 'best',
        statistic: 'min',
        rises: false
      },
      { kind: 'param', key: 'lr' }
    ]);
  });

  it('are the same object until something changes', () => {
    const columns = new ColumnModel();
    const same = keys();
    const before = columns.shown(same);
    expect(columns.shown(same)).toBe(before);
    columns.setRising('val_loss', true);
    expect(columns.shown(same)).not.toBe(before);
  });

  it('obey the settings where there is such a metric', () => {
    const columns = new ColumnModel();
    columns.setPreferred(['f1', 'accuracy']);
    expect(columns.shown(keys()).map(({ key }) => key)).toEqual(['accuracy']);
    expect(
      columns.shown(keys({ metrics: ['loss'] })).map(({ key }) => key)
    ).toEqual(['loss']);
  });

  it('are of tags and facts, too, and those of what there is not wait', () => {
    const columns = new ColumnModel();
    columns.toggle({ kind: 'tag', key: 'team' }, METRICS);
    columns.toggle({ kind: 'attribute', key: 'duration' }, METRICS);
    expect(columns.shown(keys()).map(columnWord)).toEqual([
      'metric:val_loss',
      'attribute:duration'
    ]);
    const shown = columns.shown(keys({ tags: ['team'] }));
    expect(shown.map(columnWord)).toContain('tag:team');
  });

  it.each([
    ['lr', 'val_loss', 'lr val_loss units'],
    ['val_loss', 'lr', 'lr val_loss units'],
    ['val_loss', 'units', 'lr units val_loss'],
    ['units', 'val_loss', 'units val_loss lr'],
    ['lr', 'lr', 'val_loss lr units']
  ])('move: %s into the place of %s', (key, place, expected) => {
    const columns = new ColumnModel();
    const params = ['lr', 'units'];
    const named = (one: string): ColumnName => ({
      kind: params.includes(one) ? 'param' : 'metric',
      key: one
    });
    params.forEach(one => columns.toggle({ kind: 'param', key: one }, METRICS));
    columns.move(named(key), named(place), METRICS);
    const shown = columns.shown(keys({ params }));
    expect(shown.map(column => column.key).join(' ')).toBe(expected);
  });

  it('believe the user more than a name', () => {
    const columns = new ColumnModel();
    columns.setRising('val_loss', true);
    columns.setStatistic('val_loss', 'best', METRICS);
    expect(columns.shown(keys())).toMatchObject([
      { statistic: 'max', rises: true }
    ]);
  });
});
