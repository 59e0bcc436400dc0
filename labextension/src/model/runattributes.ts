import type { IWireRun } from '../api/wire';

/** What a store sorts each fact of a run by, in the words of its search. */
const ORDERS = {
  duration: 'attributes.duration',
  end: 'attributes.end_time',
  status: 'attributes.status',
  user: 'attributes.user_id',
  source: 'tags.`mlflow.source.name`',
  commit: 'tags.`mlflow.source.git.commit`',
  description: 'tags.`mlflow.note.content`'
} as const;

/** Facts of a run that a list can be sorted by, besides its name and its start. */
export type SortedAttribute = keyof typeof ORDERS;

/** Facts of a run that can be columns; a store has no order by datasets and names of experiments. */
export type RunAttribute = SortedAttribute | 'datasets' | 'experiment';

export const SORTED_ATTRIBUTES = Object.keys(
  ORDERS
) as readonly SortedAttribute[];

export const RUN_ATTRIBUTES: readonly RunAttribute[] = [
  ...SORTED_ATTRIBUTES,
  'datasets',
  'experiment'
];

/** What a store calls an order by a fact. */
export function attributeOrder(attribute: SortedAttribute): string {
  return ORDERS[attribute];
}

/** What a run is sorted by; null if it has nothing there, as a run that still runs has no duration. */
export function attributeValue(
  run: IWireRun,
  attribute: SortedAttribute
): number | string | null {
  switch (attribute) {
    case 'duration':
      return run.end_time === null ? null : run.end_time - run.start_time;
    case 'end':
      return run.end_time;
    case 'status':
      return run.status;
    case 'user':
      return run.user;
    case 'source':
      return run.tags['mlflow.source.name'] ?? null;
    case 'commit':
      return run.tags['mlflow.source.git.commit'] ?? null;
    case 'description':
      return run.tags['mlflow.note.content'] ?? null;
  }
}
