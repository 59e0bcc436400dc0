import { unfoldedKeys } from '../model/chartsections';
import { differingParams, metricKeys } from '../model/columns';
import { ComparisonModel } from '../model/comparison';
import { shownDifferences } from '../model/differences';
import { valueWords } from '../model/runvalues';
import { shownAxes, shownMetrics, shownScatter } from '../model/shown';
import { usePanel } from '../panel/context';
import type { IComparedRuns } from './comparedruns';
import {
  differencesTable,
  pointsTable,
  type Table,
  valuesTable
} from '../model/csv';
import { differenceRows } from './differencerows';

/** Makes the table of what the tab shows, when it is asked for. */
export function useShownTable({ runs, lookOf }: IComparedRuns): () => Table {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  const { settings } = comparison;
  const words = (): ReturnType<typeof valueWords> => valueWords(runs);
  return () => {
    switch (settings.tab) {
      case 'charts': {
        const shown = shownMetrics(metricKeys(runs), settings.metrics);
        const unfolded = unfoldedKeys(shown, settings.folded);
        const series = unfolded.flatMap(key => comparison.history(key).series);
        return pointsTable(series, runId => lookOf(runId).name);
      }
      case 'parallel': {
        const { axes } = settings.parallel;
        const differing = differingParams(runs);
        return valuesTable(runs, shownAxes(words(), differing, axes));
      }
      case 'scatter': {
        const shown = shownScatter(words(), settings.scatter);
        const all = shown ? [shown.x, shown.y, shown.colour] : [];
        return valuesTable(
          runs,
          all.filter(word => word !== null)
        );
      }
      case 'bars': {
        const metric = settings.bars.metric ?? metricKeys(runs)[0] ?? '';
        return valuesTable(runs, [`metrics.${metric}`]);
      }
      // Nothing is exported from there, and the runs are the same.
      case 'media':
      case 'differences': {
        const { isOnlyDifferent, search } = settings.differences;
        const all = differenceRows(runs, comparison, trans);
        const rows = shownDifferences(all, isOnlyDifferent, search);
        return differencesTable(rows, runs);
      }
    }
  };
}
