import type { TranslationBundle } from '@jupyterlab/translation';

import type { RunAttribute } from '../model/runattributes';
import type { ColumnName, RunColumn } from '../model/runcolumns';

/** What the header of a column says. */
export function columnLabel(
  column: RunColumn,
  trans: TranslationBundle
): string {
  return column.kind === 'attribute'
    ? attributeLabel(column.key, trans)
    : column.key;
}

/** A fact of a run in words. */
export function attributeLabel(
  attribute: RunAttribute,
  trans: TranslationBundle
): string {
  switch (attribute) {
    case 'duration':
      return trans.__('Duration');
    case 'end':
      return trans.__('End');
    case 'status':
      return trans.__('Status');
    case 'user':
      return trans.__('User');
    case 'source':
      return trans.__('Source');
    case 'commit':
      return trans.__('Commit');
    case 'description':
      return trans.__('Description');
    case 'datasets':
      return trans.__('Datasets');
    case 'experiment':
      return trans.__('Experiment');
  }
}

/** What a column is of, where there is room for more than its key. */
export function columnTitle(
  column: ColumnName,
  label: string,
  trans: TranslationBundle
): string {
  return column.kind === 'tag' ? trans.__('Tag %1', label) : label;
}
