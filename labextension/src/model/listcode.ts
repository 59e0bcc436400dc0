import type { LifecycleStage } from '../api/client';
import { python } from './python';
import { type ISort, orderBy } from './sort';

/** What is listed, and in which order. */
export interface IListing {
  readonly experimentIds: readonly string[];
  readonly filter: string;
  readonly stage: LifecycleStage;
  readonly sort: ISort;
}

/** The cell of a notebook that finds the runs of a list as a DataFrame. */
export function listCode(listing: IListing): string {
  const { experimentIds, filter, stage, sort } = listing;
  const isDeleted = stage === 'deleted';
  return [
    'import trackside',
    ...(isDeleted ? ['from trackside.entities import ViewType'] : []),
    '',
    'trackside.search_runs(',
    `    experiment_ids=${python(experimentIds)},`,
    ...(filter === '' ? [] : [`    filter_string=${python(filter)},`]),
    ...(isDeleted ? ['    run_view_type=ViewType.DELETED_ONLY,'] : []),
    `    order_by=${python([orderBy(sort)])},`,
    ')'
  ].join('\n');
}
