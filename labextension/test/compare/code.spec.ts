import { comparisonCode } from '../../src/compare/code';
import {
  FIRST_SETTINGS,
  type ICompareSettings
} from '../../src/model/comparesettings';
import { PLAIN_CURVES } from '../../src/model/curveoptions';
import { isLikelyToRise } from '../../src/model/direction';
import { metric, run } from '../samples';

const RUNS = [
  run('a', {
    params: { lr: '1' },
    metrics: { loss: metric(1), acc: metric(2) }
  }),
  run('b', {
    params: { lr: '2' },
    metrics: { loss: metric(3), acc: metric(4) }
  })
];

function codeOf(settings: ICompareSettings): string {
  return comparisonCode(RUNS, settings, isLikelyToRise);
}

/** The arguments after the runs, as they stand in the code. */
function written(settings: Partial<ICompareSettings>): string[] {
  const code = codeOf({ ...FIRST_SETTINGS, ...settings });
  const [, rest = ''] = code.split('    ],\n');
  return rest
    .split('\n')
    .slice(0, -1)
    .map(line => line.trim());
}

it('is a cell that can be run', () => {
  expect(codeOf(FIRST_SETTINGS)).toBe(`import trackside

trackside.compare(
    [
        "a",
        "b",
    ],
    kind="history",
    metrics=["acc", "loss"],
)`);
});

it('says of the curves what is not as it is at first', () => {
  const curves = {
    ...PLAIN_CURVES,
    axis: 'relative',
    isLogX: true,
    isLogY: true,
    smoothing: 0.6,
    groupBy: 'lr',
    band: 'std'
  } as const;
  expect(written({ metrics: ['loss'], curves })).toEqual([
    'kind="history",',
    'metrics=["loss"],',
    'x="relative",',
    'log_x=True,',
    'log_y=True,',
    'smoothing=0.6,',
    'group_by="lr",',
    'band="std",'
  ]);
});

it('does not group by what does not differ, and has no logarithm of a time of day', () => {
  const curves = {
    ...PLAIN_CURVES,
    axis: 'wall',
    isLogX: true,
    groupBy: 'gone'
  } as const;
  expect(written({ metrics: ['loss'], curves })).toEqual([
    'kind="history",',
    'metrics=["loss"],',
    'x="wall",'
  ]);
});

it('names axes and colours', () => {
  const parallel = { axes: null, colourBy: 'metrics.loss' } as const;
  expect(written({ tab: 'parallel', parallel })).toEqual([
    'kind="parallel",',
    'params=["lr"],',
    'metrics=["acc", "loss"],',
    'colour_by="metrics.loss",'
  ]);
  const scatter = {
    x: null,
    y: 'metrics.loss',
    colourBy: 'metrics.acc',
    isContour: true
  } as const;
  expect(written({ tab: 'scatter', scatter })).toEqual([
    'kind="scatter",',
    'x="params.lr",',
    'y="metrics.loss",',
    'colour_by="metrics.acc",',
    'contour=True,'
  ]);
});

it('gives the bars in their order', () => {
  const bars = { metric: 'acc', statistic: 'best', isSorted: true } as const;
  const code = codeOf({ ...FIRST_SETTINGS, tab: 'bars', bars });
  expect(code.indexOf('"b"')).toBeLessThan(code.indexOf('"a"'));
  expect(code).toContain('metrics="acc",\n    summary="max",');
});

it('finds the runs whose differences are listed', () => {
  const code = codeOf({ ...FIRST_SETTINGS, tab: 'differences' });
  expect(code).toContain(`filter_string="attributes.run_id IN ('a', 'b')"`);
  expect(code).toContain('experiment_ids=["1"]');
});
