import type { IWireSeries, WireValue } from '../../src/api/wire';
import type { IChartTheme } from '../../src/charts/theme';
import { EPOCH } from '../samples';

/** A series of one point a second, from step 0 on. */
export function series(
  runId: string,
  values: readonly WireValue[],
  more: Partial<IWireSeries> = {}
): IWireSeries {
  return {
    run_id: runId,
    key: 'loss',
    steps: values.map((_, index) => index),
    timestamps: values.map((_, index) => EPOCH + index * 1000),
    values,
    count: values.length,
    ...more
  };
}

export const THEME: IChartTheme = {
  text: 'black',
  grid: 'silver',
  paper: 'white',
  font: 'serif',
  fontSize: 11
};
