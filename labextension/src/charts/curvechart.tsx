import type { TranslationBundle } from '@jupyterlab/translation';
import { useCallback, useEffect, useMemo } from 'react';

import type { ICurveOptions } from '../model/curveoptions';
import type { HistoryModel, IStepRange } from '../model/history';
import { placing, stepsBetween } from './curveaxis';
import { curvesInfo, type ICurveSource, pointCount } from './curves';
import { curvesFigure } from './curvesfigure';
import type { Draw } from './figure';
import { Plot } from './plot';
import { zoomedRange } from './zoom';

interface ICurveChartProps {
  readonly source: ICurveSource;
  readonly options: ICurveOptions;
  readonly trans: TranslationBundle;
  /** The user zoomed to a range of steps, or back to all of them (null). */
  readonly onZoom: (range: IStepRange | null) => void;
}

/** The history of a metric, of one run or of several laid over one another. */
export function CurveChart(props: ICurveChartProps) {
  const { source, options, trans, onZoom } = props;
  const { axis, isLogX, groupBy } = options;
  const info = useMemo(() => curvesInfo(source, options), [source, options]);
  const figure = useCallback<Draw>(
    theme => {
      const words = {
        axis: {
          step: trans.__('Step'),
          relative: trans.__('Time'),
          wall: trans.__('Time of day')
        },
        group: (value: string, runs: number) =>
          trans._n(
            '%2 = %3 (%1 run)',
            '%2 = %3 (%1 runs)',
            runs,
            groupBy,
            value
          )
      };
      return curvesFigure(info, words, theme);
    },
    [info, groupBy, trans]
  );
  const { whole } = source;
  const onRelayout = useCallback(
    (event: object) => {
      const range = zoomedRange(event, info.isLogX);
      if (range === null) {
        onZoom(null);
      } else if (range) {
        const steps = stepsBetween(whole, placing(axis, whole), range);
        if (steps) {
          onZoom(steps);
        }
      }
    },
    [info.isLogX, whole, axis, onZoom]
  );
  useEffect(() => {
    // Another axis begins with all there is: the range of the old one means nothing on it.
    onZoom(null);
  }, [axis, isLogX, onZoom]);
  return (
    <>
      <Plot
        figure={figure}
        points={pointCount(info)}
        onRelayout={onRelayout}
        label={trans.__('History of %1', source.key)}
        failure={trans.__('The chart library could not be loaded.')}
      />
      <Gaps count={info.gaps} options={options} trans={trans} />
      <Thinned source={source} trans={trans} />
    </>
  );
}

/** What a chart takes from a history model. */
export function historySource(
  history: HistoryModel,
  key: string
): Pick<ICurveSource, 'key' | 'series' | 'whole'> {
  return { key, series: history.series, whole: history.wholeSeries };
}

interface IGapsProps {
  readonly count: number;
  readonly options: ICurveOptions;
  readonly trans: TranslationBundle;
}

/** Says so when values cannot be drawn: an empty chart would be a riddle. */
function Gaps({ count, options, trans }: IGapsProps) {
  if (count === 0) {
    return null;
  }
  return (
    <p className="jp-Trackside-Chart-note" data-gaps={count}>
      {options.isLogX || options.isLogY
        ? trans._n(
            '%1 point is not drawn: it is not finite, or not above zero.',
            '%1 points are not drawn: they are not finite, or not above zero.',
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
  readonly source: ICurveSource;
  readonly trans: TranslationBundle;
}

/** Says so when fewer points are drawn than were logged. */
function Thinned({ source, trans }: IThinnedProps) {
  const { series } = source;
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
