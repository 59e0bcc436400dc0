import type { TranslationBundle } from '@jupyterlab/translation';
import { useCallback, useMemo, useState } from 'react';

import type { IWireSeries } from '../api/wire';
import {
  gapCount,
  historyFigure,
  historyInfo,
  type HistoryAxis,
  pointCount
} from './historyfigure';
import type { IStepRange } from '../model/history';
import { Plot } from './plot';
import type { IChartTheme } from './theme';

interface IHistoryChartProps {
  readonly metric: string;
  readonly series: readonly IWireSeries[];
  readonly nameOf: (runId: string) => string;
  readonly colourOf: (runId: string) => string;
  readonly trans: TranslationBundle;
  /** The user zoomed to a range of steps, or back to all of them (null). */
  readonly onZoom: (range: IStepRange | null) => void;
}

/** The history of a metric, of one run or of several laid over one another. */
export function HistoryChart(props: IHistoryChartProps) {
  const { metric, series, nameOf, colourOf, trans, onZoom } = props;
  const [axis, setAxis] = useState<HistoryAxis>('step');
  const [isLog, setIsLog] = useState(false);
  const info = useMemo(
    () =>
      historyInfo(metric, series, {
        axis,
        isLog,
        nameOf,
        colourOf,
        labels: { step: trans.__('Step'), time: trans.__('Time') }
      }),
    [metric, series, axis, isLog, nameOf, colourOf, trans]
  );
  const figure = useCallback(
    (theme: IChartTheme) => historyFigure(info, theme),
    [info]
  );
  const onRange = useCallback(
    (range: readonly [number, number] | null) => {
      // Time is not what the server cuts by: such a zoom shows the points that are there.
      if (range === null || axis === 'step') {
        onZoom(range && stepRange(range));
      }
    },
    [axis, onZoom]
  );
  return (
    <figure className="jp-Trackside-Chart" data-metric={metric}>
      <ChartControls {...{ axis, setAxis, isLog, setIsLog, trans }} />
      <Plot
        figure={figure}
        points={pointCount(info)}
        onZoom={onRange}
        label={trans.__('History of %1', metric)}
        failure={trans.__('The chart library could not be loaded.')}
      />
      <Gaps count={gapCount(info)} isLog={isLog} trans={trans} />
      <Thinned series={series} trans={trans} />
    </figure>
  );
}

function stepRange([from, to]: readonly [number, number]): IStepRange {
  return { first: Math.floor(from), last: Math.ceil(to) };
}

interface IChartControlsProps {
  readonly axis: HistoryAxis;
  readonly setAxis: (axis: HistoryAxis) => void;
  readonly isLog: boolean;
  readonly setIsLog: (isLog: boolean) => void;
  readonly trans: TranslationBundle;
}

function ChartControls(props: IChartControlsProps) {
  const { axis, setAxis, isLog, setIsLog, trans } = props;
  return (
    <div className="jp-Trackside-Chart-controls">
      <label>
        {trans.__('X axis')}{' '}
        <select
          data-control="axis"
          value={axis}
          onChange={event =>
            setAxis(event.target.value === 'time' ? 'time' : 'step')
          }
        >
          <option value="step">{trans.__('Step')}</option>
          <option value="time">{trans.__('Time')}</option>
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          data-control="log-y"
          checked={isLog}
          onChange={event => setIsLog(event.target.checked)}
        />
        {trans.__('Log scale')}
      </label>
    </div>
  );
}

interface IGapsProps {
  readonly count: number;
  readonly isLog: boolean;
  readonly trans: TranslationBundle;
}

/** Says so when values cannot be drawn: an empty chart would be a riddle. */
function Gaps({ count, isLog, trans }: IGapsProps) {
  if (count === 0) {
    return null;
  }
  return (
    <p className="jp-Trackside-Chart-note" data-gaps={count}>
      {isLog
        ? trans._n(
            '%1 value is not drawn: it is not finite, or not above zero.',
            '%1 values are not drawn: they are not finite, or not above zero.',
            count
          )
        : trans._n(
            '%1 value is not drawn: it is NaN or infinite.',
            '%1 values are not drawn: they are NaN or infinite.',
            count
          )}
    </p>
  );
}

interface IThinnedProps {
  readonly series: readonly IWireSeries[];
  readonly trans: TranslationBundle;
}

/** Says so when fewer points are drawn than were logged. */
function Thinned({ series, trans }: IThinnedProps) {
  const logged = series.reduce((sum, one) => sum + one.count, 0);
  const drawn = series.reduce((sum, one) => sum + one.values.length, 0);
  return drawn < logged ? (
    <figcaption className="jp-Trackside-Chart-note">
      {trans.__(
        '%1 of %2 points drawn. Drag to see more of a part, double-click for all.',
        drawn.toLocaleString(),
        logged.toLocaleString()
      )}
    </figcaption>
  ) : null;
}
