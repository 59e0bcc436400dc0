import { memo } from 'react';

import type { IWireSeries } from '../api/wire';
import { sparkPath } from '../model/sparkpath';

/** In pixels: as wide as a word, as high as its line. */
export const SPARK_WIDTH = 36;
const HEIGHT = 16;

interface ISparklineProps {
  readonly series: IWireSeries;
  /** The run's colour; without one the line is grey. */
  readonly colour: string | null;
}

/** The course of a metric; the value beside it says the rest. */
export const Sparkline = memo(function Sparkline(props: ISparklineProps) {
  const { series, colour } = props;
  return (
    <svg
      className="jp-Trackside-Sparkline"
      aria-hidden="true"
      width={SPARK_WIDTH}
      height={HEIGHT}
      data-points={series.values.length}
      data-count={series.count}
    >
      <path
        d={sparkPath(series, SPARK_WIDTH, HEIGHT)}
        style={colour === null ? {} : { stroke: colour }}
      />
    </svg>
  );
});
