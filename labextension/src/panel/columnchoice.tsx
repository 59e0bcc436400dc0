import type { TranslationBundle } from '@jupyterlab/translation';
import { useState } from 'react';

import type { IColumnKeys } from '../model/columns';
import { RUN_ATTRIBUTES } from '../model/runattributes';
import {
  type ChosenColumn,
  columnWord,
  isSameColumn,
  type RunColumn
} from '../model/runcolumns';
import { attributeLabel } from './columnlabel';
import { useObservable, usePanel } from './context';
import { GroupChoice } from './groupchoice';
import { ShownColumns } from './showncolumns';

/** From so many on, what is looked for is typed rather than seen. */
const SEARCHED_FROM = 12;

/** More of one kind than anybody reads through: these are found by their names. */
const LISTED = 200;

/** Which metrics, params, tags and facts are columns, in which order, and what each metric's shows. */
export function ColumnChoice({
  shown
}: {
  readonly shown: readonly RunColumn[];
}) {
  const { model, trans } = usePanel();
  const [text, setText] = useState('');
  useObservable(model.columns);
  const { keys } = model.runs.facts;
  const { metrics, params, tags } = keys;
  const isSearched =
    metrics.length + params.length + tags.length > SEARCHED_FROM;
  const search = isSearched ? text.trim() : '';
  const found = sections(keys, model.shown.length > 1, trans)
    .map(section => ({ ...section, offers: named(section.offers, search) }))
    .filter(({ offers }) => offers.length > 0);
  return (
    <>
      {isSearched && (
        <input
          type="search"
          className="jp-Trackside-Columns-search"
          placeholder={trans.__('Find a column')}
          aria-label={trans.__('Find a column')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
      )}
      {search === '' && <GroupChoice />}
      {shown.length > 0 && search === '' && <ShownColumns shown={shown} />}
      {metrics.length === 0 && (
        <p>{trans.__('No metrics have been logged yet.')}</p>
      )}
      {found.length === 0 && (
        <p role="status">{trans.__('Nothing is called so.')}</p>
      )}
      {found.map(section => (
        <Choices key={section.title} {...section} shown={shown} />
      ))}
    </>
  );
}

/** A column that can be chosen, and what it is called. */
interface IOffer {
  readonly column: ChosenColumn;
  readonly name: string;
}

interface ISection {
  readonly title: string;
  readonly offers: readonly IOffer[];
}

function sections(
  { metrics, params, tags }: IColumnKeys,
  hasSeveral: boolean,
  trans: TranslationBundle
): readonly ISection[] {
  const offer = (column: ChosenColumn): IOffer => ({
    column,
    name:
      column.kind === 'attribute'
        ? attributeLabel(column.key, trans)
        : column.key
  });
  const attributes = RUN_ATTRIBUTES.filter(
    each => each !== 'experiment' || hasSeveral
  );
  return [
    {
      title: trans.__('Metrics'),
      offers: metrics.map(key => offer({ kind: 'metric', key, choice: 'last' }))
    },
    {
      title: trans.__('Params'),
      offers: params.map(key => offer({ kind: 'param', key }))
    },
    {
      title: trans.__('Tags'),
      offers: tags.map(key => offer({ kind: 'tag', key }))
    },
    {
      title: trans.__('Attributes'),
      offers: attributes.map(key => offer({ kind: 'attribute', key }))
    }
  ];
}

/** Those whose names have a text in them, whatever the case. */
function named(offers: readonly IOffer[], search: string): readonly IOffer[] {
  const wanted = search.toLowerCase();
  return offers.filter(({ name }) => name.toLowerCase().includes(wanted));
}

interface IChoicesProps extends ISection {
  readonly shown: readonly RunColumn[];
}

/** What there is of one kind. */
function Choices({ title, offers, shown }: IChoicesProps) {
  const { model, trans } = usePanel();
  return (
    <fieldset>
      <legend>{title}</legend>
      {offers.slice(0, LISTED).map(({ column, name }) => (
        <label key={columnWord(column)} title={name}>
          <input
            type="checkbox"
            data-column-choice={column.key}
            checked={shown.some(each => isSameColumn(each, column))}
            onChange={() =>
              model.columns.toggle(column, model.runs.facts.keys.metrics)
            }
          />
          <span>{name}</span>
        </label>
      ))}
      {offers.length > LISTED && (
        <p className="jp-Trackside-Hint">
          {trans.__('and %1 more: find them by name', offers.length - LISTED)}
        </p>
      )}
    </fieldset>
  );
}
