import { useCallback, useMemo } from 'react';

import { barsFigure, barsHeight, barsInfo } from '../charts/bars';
import { Check, Choice } from '../charts/controls';
import type { Draw } from '../charts/figure';
import { Plot } from '../charts/plot';
import { metricKeys } from '../model/columns';
import { ComparisonModel } from '../model/comparison';
import { CHOICES, metricColumn } from '../model/runcolumns';
import { useObservable, usePanel } from '../panel/context';
import type { IComparedRuns } from './comparedruns';
import { LeftOut } from './leftout';

/** One metric over runs, a bar each. */
export function BarsTab({ runs, lookOf }: IComparedRuns) {
  const { model, trans } = usePanel();
  const { columns } = model;
  const comparison = model.part(ComparisonModel);
  useObservable(columns);
  const { bars } = comparison.settings;
  const keys = metricKeys(runs);
  const metric = keys.find(key => key === bars.metric) ?? keys[0] ?? null;
  const rises = columns.isRising(metric ?? '');
  const info = useMemo(
    () =>
      barsInfo(
        runs,
        metricColumn(metric ?? '', bars.statistic, rises),
        bars.isSorted,
        lookOf
      ),
    [runs, metric, rises, bars, lookOf]
  );
  const figure = useCallback<Draw>(theme => barsFigure(info, theme), [info]);
  if (metric === null) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('These runs have logged no metrics.')}
      </p>
    );
  }
  const words = {
    last: trans.__('Last'),
    best: trans.__('Best'),
    min: trans.__('Least'),
    max: trans.__('Greatest')
  };
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <Choice
          name="metric"
          label={trans.__('Metric')}
          value={metric}
          choices={keys.map(key => [key, key])}
          onChange={key => comparison.changeBars({ metric: key })}
        />
        <Choice
          name="statistic"
          label={trans.__('Value')}
          value={bars.statistic}
          choices={CHOICES.map(one => [one, words[one]])}
          onChange={statistic => comparison.changeBars({ statistic })}
        />
        <Check
          name="sorted"
          label={trans.__('Best first')}
          isChecked={bars.isSorted}
          onChange={isSorted => comparison.changeBars({ isSorted })}
        />
      </div>
      <figure className="jp-Trackside-Compare-figure" data-chart="bars">
        <Plot
          figure={figure}
          points={info.bars.length}
          height={barsHeight(info)}
          label={trans.__('%1 of the compared runs', metric)}
          failure={trans.__('The chart library could not be loaded.')}
        />
        <LeftOut count={info.leftOut} />
      </figure>
    </>
  );
}
