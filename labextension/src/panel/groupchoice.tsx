import type { IColumnKeys } from '../model/columns';
import { columnWord } from '../model/runcolumns';
import { GROUPED_ATTRIBUTES, type Grouping } from '../model/grouping';
import { columnLabel } from './columnlabel';
import { useObservable, usePanel } from './context';

/** What the rows of the list are grouped by. */
export function GroupChoice() {
  const { model, trans } = usePanel();
  const { rows, runs } = model;
  useObservable(rows);
  const kinds = groupings(runs.facts.keys, model.shown.length > 1);
  const words = {
    attribute: trans.__('Attributes'),
    param: trans.__('Params'),
    tag: trans.__('Tags')
  };
  const onChange = (word: string): void => {
    const found = kinds.flat().find(each => columnWord(each) === word);
    rows.setGrouping(found ?? null);
  };
  return (
    <label className="jp-Trackside-Columns-group">
      <span>{trans.__('Group by')}</span>
      <select
        data-action="group-by"
        value={rows.grouping ? columnWord(rows.grouping) : ''}
        onChange={event => onChange(event.target.value)}
      >
        <option value="">{trans.__('nothing')}</option>
        {kinds.map(([first, ...rest]) =>
          first ? (
            <optgroup key={first.kind} label={words[first.kind]}>
              {[first, ...rest].map(each => (
                <option key={columnWord(each)} value={columnWord(each)}>
                  {columnLabel(each, trans)}
                </option>
              ))}
            </optgroup>
          ) : null
        )}
      </select>
    </label>
  );
}

/** What runs can be grouped by, a list a kind. */
function groupings(
  { params, tags }: IColumnKeys,
  hasSeveral: boolean
): readonly (readonly Grouping[])[] {
  const attributes = GROUPED_ATTRIBUTES.filter(
    each => each !== 'experiment' || hasSeveral
  );
  return [
    attributes.map(key => ({ kind: 'attribute', key })),
    params.map(key => ({ kind: 'param', key })),
    tags.map(key => ({ kind: 'tag', key }))
  ];
}
