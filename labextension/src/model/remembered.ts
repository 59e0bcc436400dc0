import type { IColumnChoice } from './columnmodel';
import { bearable } from './columnwidth';
import {
  fields,
  flagOrNull,
  isRecord,
  numberOrNull,
  recordOf,
  textOrNull,
  texts
} from './parsing';
import { RUN_ATTRIBUTES, SORTED_ATTRIBUTES } from './runattributes';
import { GROUPED_ATTRIBUTES, type Grouping } from './grouping';
import { CHOICES, type ChosenColumn, STATISTICS } from './runcolumns';
import type { ISort, SortKey } from './sort';

/** What the user chose in an experiment, as far as a colleague need not see it. */
export interface IRemembered {
  /** Runs whose eyes are on. */
  readonly runIds: readonly string[];
  /** How many of the first rows have their eyes on, if that is what the user asked for. */
  readonly first: number | null;
  readonly folded: readonly string[];
  readonly grouping: Grouping | null;
  readonly columns: IColumnChoice | null;
  readonly sort: ISort | null;
  readonly filter: string;
  /** As the comparison keeps it, which alone understands it; null if nothing was compared. */
  readonly comparison: unknown;
}

/** Read what was kept, perhaps by an older version: what is not understood is left out. */
export function parseRemembered(found: unknown): IRemembered {
  const kept = fields(found);
  return {
    runIds: texts(kept['runIds']),
    first: numberOrNull(kept['first']),
    folded: texts(kept['folded']),
    grouping: parseGrouping(kept['grouping']),
    columns: parseColumns(kept['columns']),
    sort: parseSort(kept['sort']),
    filter: textOrNull(kept['filter']) ?? '',
    comparison: kept['comparison'] ?? null
  };
}

function parseColumns(found: unknown): IColumnChoice | null {
  if (!isRecord(found)) {
    return null;
  }
  const { columns } = found;
  return {
    columns: Array.isArray(columns) ? columns.flatMap(parseColumn) : null,
    rising: recordOf(found['rising'], flagOrNull),
    widths: recordOf(found['widths'], parseWidth)
  };
}

function parseWidth(found: unknown): number | null {
  const width = numberOrNull(found);
  return width !== null && Number.isFinite(width) ? bearable(width) : null;
}

function parseColumn(found: unknown): readonly ChosenColumn[] {
  if (!isRecord(found) || typeof found['key'] !== 'string') {
    return [];
  }
  const { kind, key } = found;
  const choice = CHOICES.find(each => each === found['choice']);
  const attribute = RUN_ATTRIBUTES.find(each => each === key);
  if (kind === 'metric' && choice) {
    return [{ kind, key, choice }];
  }
  if (kind === 'attribute' && attribute) {
    return [{ kind, key: attribute }];
  }
  return kind === 'param' || kind === 'tag' ? [{ kind, key }] : [];
}

function parseGrouping(found: unknown): Grouping | null {
  const { kind, key } = fields(found);
  const attribute = GROUPED_ATTRIBUTES.find(each => each === key);
  if (kind === 'attribute' && attribute) {
    return { kind, key: attribute };
  }
  const isOwn = kind === 'param' || kind === 'tag';
  return isOwn && typeof key === 'string' ? { kind, key } : null;
}

function parseSort(found: unknown): ISort | null {
  if (!isRecord(found) || typeof found['isDescending'] !== 'boolean') {
    return null;
  }
  const key = parseKey(found['key']);
  return key && { key, isDescending: found['isDescending'] };
}

function parseKey(found: unknown): SortKey | null {
  if (!isRecord(found)) {
    return null;
  }
  const { by, metric, param, tag } = found;
  const statistic = STATISTICS.find(each => each === found['statistic']);
  const attribute = SORTED_ATTRIBUTES.find(each => each === found['attribute']);
  if (by === 'start' || by === 'name') {
    return { by };
  }
  if (by === 'metric' && typeof metric === 'string' && statistic) {
    return { by, metric, statistic };
  }
  if (by === 'attribute' && attribute) {
    return { by, attribute };
  }
  if (by === 'tag' && typeof tag === 'string') {
    return { by, tag };
  }
  return by === 'param' && typeof param === 'string' ? { by, param } : null;
}
