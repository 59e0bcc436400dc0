import { type IListing, listCode } from '../../src/model/listcode';
import { NEWEST_FIRST } from '../../src/model/sort';

const ALL: IListing = {
  experimentIds: ['1'],
  filter: '',
  stage: 'active',
  sort: NEWEST_FIRST
};

it('is a cell that can be run', () => {
  expect(listCode(ALL)).toBe(
    [
      'import trackside',
      '',
      'trackside.search_runs(',
      '    experiment_ids=["1"],',
      '    order_by=["attributes.start_time DESC"],',
      ')'
    ].join('\n')
  );
});

it('holds the filter, the order and the bin', () => {
  const code = listCode({
    experimentIds: ['1', '2'],
    filter: `params.kind = "ana's"`,
    stage: 'deleted',
    sort: {
      key: { by: 'metric', metric: 'val/loss', statistic: 'min' },
      isDescending: false
    }
  });
  expect(code.split('\n')).toEqual([
    'import trackside',
    'from trackside.entities import ViewType',
    '',
    'trackside.search_runs(',
    '    experiment_ids=["1", "2"],',
    `    filter_string="params.kind = \\"ana's\\"",`,
    '    run_view_type=ViewType.DELETED_ONLY,',
    '    order_by=["metrics.`val/loss`.min ASC"],',
    ')'
  ]);
});
