import type { FactColumn } from './runcolumns';

/** Facts of runs that many have in common. */
export const GROUPED_ATTRIBUTES = [
  'status',
  'user',
  'source',
  'datasets',
  'experiment'
] as const;
export type GroupedAttribute = (typeof GROUPED_ATTRIBUTES)[number];

/** What rows are grouped by. */
export type Grouping =
  | Exclude<FactColumn, { kind: 'attribute' }>
  | {
      readonly kind: 'attribute';
      readonly key: GroupedAttribute;
    };
