import { ColumnModel } from '../../src/model/columnmodel';
import { isLikelyToRise } from '../../src/model/direction';
import { deltaOf, resolved } from '../../src/model/runcolumns';
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

  it('are the primary metric until something is chosen', () => {
    const columns = new ColumnModel();
    expect(columns.shown(METRICS, []).map(({ key }) => key)).toEqual([
      'val_loss'
    ]);
    columns.toggle({ kind: 'param', key: 'lr' }, METRICS);
    columns.setStatistic('val_loss', 'best', METRICS);
    expect(columns.shown(METRICS, ['lr'])).toEqual([
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
    const none: string[] = [];
    const before = columns.shown(METRICS, none);
    expect(columns.shown(METRICS, none)).toBe(before);
    columns.setRising('val_loss', true);
    expect(columns.shown(METRICS, none)).not.toBe(before);
  });

  it('obey the settings where there is such a metric', () => {
    const columns = new ColumnModel();
    columns.setPreferred(['f1', 'accuracy']);
    expect(columns.shown(METRICS, []).map(({ key }) => key)).toEqual([
      'accuracy'
    ]);
    expect(columns.shown(['loss'], []).map(({ key }) => key)).toEqual(['loss']);
  });

  it('believe the user more than a name', () => {
    const columns = new ColumnModel();
    columns.setRising('val_loss', true);
    columns.setStatistic('val_loss', 'best', METRICS);
    expect(columns.shown(METRICS, [])).toMatchObject([
      { statistic: 'max', rises: true }
    ]);
  });
});
