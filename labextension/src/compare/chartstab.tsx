import { useEffect, useMemo } from 'react';

import { preloadPlotly } from '../charts/plotly';
import { CurveControls } from '../charts/curvecontrols';
import { chartSections, type IChartSection } from '../model/chartsections';
import { differingParams, metricKeys } from '../model/columns';
import { ComparisonModel } from '../model/comparison';
import type { ICurveOptions } from '../model/curveoptions';
import { shownMetrics } from '../model/shown';
import { usePanel } from '../panel/context';
import type { IComparedRuns } from './comparedruns';
import { MetricTile } from './metrictile';
import { SeveralChoice } from './severalchoice';

/** Metrics over steps or time, a chart each, the runs over one another. */
export function ChartsTab(compared: IComparedRuns) {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  const { curves, metrics } = comparison.settings;
  const { runs } = compared;
  const keys = metricKeys(runs);
  const shown = shownMetrics(keys, metrics);
  const params = differingParams(runs);
  const options = useGroupable(curves, params);
  useEffect(preloadPlotly, []);
  if (keys.length === 0) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('These runs have logged no metrics.')}
      </p>
    );
  }
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <SeveralChoice
          choices={keys.map(key => [key, key])}
          chosen={shown}
          atLeast={1}
          text={trans.__('Metrics (%1 of %2)', shown.length, keys.length)}
          label={trans.__('Metrics with a chart')}
          onChange={chosen => comparison.change({ metrics: chosen })}
        />
        <CurveControls
          options={options}
          params={runs.length > 1 ? params : []}
          onChange={change => comparison.changeCurves(change)}
          trans={trans}
        />
      </div>
      <Sections keys={shown} options={options} compared={compared} />
    </>
  );
}

/** The options without a group that these runs do not have. */
function useGroupable(
  options: ICurveOptions,
  params: readonly string[]
): ICurveOptions {
  const { groupBy } = options;
  const isThere = groupBy === null || params.includes(groupBy);
  return useMemo(
    () => (isThere ? options : { ...options, groupBy: null }),
    [options, isThere]
  );
}

interface ITilesProps {
  readonly keys: readonly string[];
  readonly options: ICurveOptions;
  readonly compared: IComparedRuns;
}

/** The charts, those with one prefix together; without headings if all have the same. */
function Sections({ keys, options, compared }: ITilesProps) {
  const sections = chartSections(keys);
  return sections.length === 1 ? (
    <Tiles {...{ keys, options, compared }} />
  ) : (
    <>
      {sections.map(section => (
        <ChartSection key={section.name} {...{ section, options, compared }} />
      ))}
    </>
  );
}

interface IChartSectionProps extends Omit<ITilesProps, 'keys'> {
  readonly section: IChartSection;
}

function ChartSection({ section, options, compared }: IChartSectionProps) {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  const { name, keys } = section;
  const isFolded = comparison.settings.folded.includes(name);
  return (
    <details
      className="jp-Trackside-ChartSection"
      data-chart-section={name}
      open={!isFolded}
      onToggle={event => comparison.fold(name, !event.currentTarget.open)}
    >
      <summary>
        {name === '' ? trans.__('Metrics') : name}{' '}
        <span className="jp-Trackside-ChartSection-count">{keys.length}</span>
      </summary>
      {!isFolded && <Tiles {...{ keys, options, compared }} />}
    </details>
  );
}

function Tiles({ keys, options, compared }: ITilesProps) {
  return (
    <div className="jp-Trackside-Tiles">
      {keys.map(key => (
        <MetricTile key={key} metric={key} options={options} {...compared} />
      ))}
    </div>
  );
}
