import type { IWireSeries } from '../../src/api/wire';
import {
  historyFigure,
  historyInfo,
  type IHistoryOptions,
  pointCount
} from '../../src/charts/historyfigure';
import { EPOCH } from '../samples';

const SERIES: IWireSeries = {
  run_id: 'a',
  key: 'loss',
  steps: [0, 1, 2, 3],
  timestamps: [EPOCH, EPOCH + 1000, EPOCH + 2000, EPOCH + 3000],
  values: [1, 'NaN', 0, 'Infinity'],
  count: 4
};

function options(more: Partial<IHistoryOptions> = {}): IHistoryOptions {
  return {
    axis: 'step',
    isLog: false,
    nameOf: id => `run ${id}`,
    colourOf: () => 'teal',
    labels: { step: 'Step', time: 'Time' },
    ...more
  };
}

it('leaves gaps where there is no number', () => {
  const [line] = historyInfo('loss', [SERIES], options()).lines;
  expect(line?.y).toEqual([1, null, 0, null]);
});

it('leaves gaps where a logarithm has no place', () => {
  const info = historyInfo('loss', [SERIES], options({ isLog: true }));
  expect(info.lines[0]?.y).toEqual([1, null, null, null]);
});

it('counts time from each run’s own beginning', () => {
  const later = {
    ...SERIES,
    run_id: 'b',
    timestamps: SERIES.timestamps.map(time => time + 86_400_000)
  };
  const info = historyInfo('loss', [SERIES, later], options({ axis: 'time' }));
  expect(info.lines.map(({ x }) => x)).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2, 3]
  ]);
  expect(info.axisTitle).toBe('Time [s]');
});

it.each([
  [60_000, 's'],
  [3_600_000, 'min'],
  [86_400_000, 'h']
])('a run of %p ms is drawn in %s', (span, unit) => {
  const series = {
    ...SERIES,
    timestamps: [EPOCH, EPOCH, EPOCH, EPOCH + span]
  };
  const info = historyInfo('loss', [series], options({ axis: 'time' }));
  expect(info.axisTitle).toBe(`Time [${unit}]`);
});

it('draws one trace a run in its colour, and a point without neighbours as a dot', () => {
  const dot = { ...SERIES, steps: [0], timestamps: [EPOCH], values: [1] };
  const info = historyInfo('loss', [SERIES, dot], options());
  const theme = {
    text: 'black',
    grid: 'silver',
    paper: 'white',
    font: 'serif',
    fontSize: 11
  };
  const { data, layout } = historyFigure(info, theme);
  expect(pointCount(info)).toBe(5);
  expect(data).toMatchObject([
    {
      mode: 'lines+markers',
      name: 'run a',
      line: { color: 'teal' },
      marker: { size: [5, 0, 5, 0] }
    },
    { mode: 'lines+markers', marker: { size: [5] } }
  ]);
  expect(layout.yaxis?.type).toBe('linear');
});
