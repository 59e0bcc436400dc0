import {
  caretDownIcon,
  caretUpIcon,
  closeIcon
} from '@jupyterlab/ui-components';
import { type DragEvent, useState } from 'react';

import {
  CHOICES,
  type ColumnName,
  columnWord,
  type IMetricColumn,
  isSameColumn,
  type RunColumn,
  type StatisticChoice
} from '../model/runcolumns';
import { IconButton } from './buttons';
import { columnLabel, columnTitle } from './columnlabel';
import { usePanel } from './context';

/** A type of its own: a column that is let go over a notebook leaves nothing there. */
const DRAGGED = 'application/vnd.trackside.column';

interface IShownColumnsProps {
  readonly shown: readonly RunColumn[];
}

/** The columns of the list in their order, which is changed by dragging or by the buttons of each. */
export function ShownColumns({ shown }: IShownColumnsProps) {
  const { model, trans } = usePanel();
  const [dragged, setDragged] = useState<ColumnName | null>(null);
  const move = (column: ColumnName, place: ColumnName | undefined): void => {
    if (place) {
      model.columns.move(column, place, model.runs.facts.keys.metrics);
    }
  };
  return (
    <fieldset>
      <legend>{trans.__('Shown, in this order')}</legend>
      <ol>
        {shown.map((column, index) => (
          <ShownColumn
            key={columnWord(column)}
            column={column}
            isDragged={dragged !== null && isSameColumn(dragged, column)}
            onDrag={setDragged}
            onEnter={() => dragged && move(dragged, column)}
            onUp={index > 0 ? () => move(column, shown[index - 1]) : null}
            onDown={
              index < shown.length - 1
                ? () => move(column, shown[index + 1])
                : null
            }
          />
        ))}
      </ol>
    </fieldset>
  );
}

interface IShownColumnProps {
  readonly column: RunColumn;
  readonly isDragged: boolean;
  readonly onDrag: (column: ColumnName | null) => void;
  /** A dragged column is over this one. */
  readonly onEnter: () => void;
  /** Null for the first. */
  readonly onUp: (() => void) | null;
  /** Null for the last. */
  readonly onDown: (() => void) | null;
}

function ShownColumn(props: IShownColumnProps) {
  const { column, isDragged, onDrag, onEnter } = props;
  const { model, trans } = usePanel();
  const label = columnLabel(column, trans);
  const onDragStart = (event: DragEvent): void => {
    // Firefox begins no drag without anything to be dropped.
    event.dataTransfer.setData(DRAGGED, columnWord(column));
    onDrag(column);
  };
  return (
    <li
      className="jp-Trackside-Column"
      data-shown-column={columnWord(column)}
      data-dragged={isDragged || undefined}
      draggable
      onDragStart={onDragStart}
      onDragEnter={onEnter}
      onDragOver={event => event.preventDefault()}
      onDragEnd={() => onDrag(null)}
    >
      <span className="jp-Trackside-Column-handle" aria-hidden="true">
        ⠿
      </span>
      <span
        className="jp-Trackside-Column-name"
        title={columnTitle(column, label, trans)}
      >
        {label}
      </span>
      {column.kind === 'metric' && <MetricChoice column={column} />}
      <MoveButton
        way="up"
        label={trans.__('Move %1 up', label)}
        onMove={props.onUp}
      />
      <MoveButton
        way="down"
        label={trans.__('Move %1 down', label)}
        onMove={props.onDown}
      />
      <IconButton
        data-action="hide-column"
        title={trans.__('Hide %1', label)}
        onClick={() =>
          model.columns.toggle(column, model.runs.facts.keys.metrics)
        }
      >
        <closeIcon.react tag={null} width="12px" height="12px" />
      </IconButton>
    </li>
  );
}

interface IMoveButtonProps {
  readonly way: 'up' | 'down';
  readonly label: string;
  readonly onMove: (() => void) | null;
}

/** Not disabled where it leads nowhere: the keyboard would lose its place on the way. */
function MoveButton({ way, label, onMove }: IMoveButtonProps) {
  const Icon = (way === 'up' ? caretUpIcon : caretDownIcon).react;
  return (
    <IconButton
      data-move={way}
      aria-disabled={onMove === null}
      title={label}
      onClick={() => onMove?.()}
    >
      <Icon tag={null} />
    </IconButton>
  );
}

function MetricChoice({ column }: { readonly column: IMetricColumn }) {
  const { model, trans } = usePanel();
  const { key, choice, rises } = column;
  const words = {
    last: trans.__('last'),
    best: trans.__('best'),
    min: trans.__('min'),
    max: trans.__('max')
  };
  return (
    <>
      <select
        aria-label={trans.__('Statistic of %1', key)}
        data-statistic={key}
        value={choice}
        onChange={event =>
          model.columns.setStatistic(
            key,
            event.target.value as StatisticChoice,
            model.runs.facts.keys.metrics
          )
        }
      >
        {CHOICES.map(each => (
          <option key={each} value={each}>
            {words[each]}
          </option>
        ))}
      </select>
      <IconButton
        data-direction={key}
        aria-label={
          rises
            ? trans.__('Greater values of %1 are better: turn round', key)
            : trans.__('Smaller values of %1 are better: turn round', key)
        }
        title={
          rises ? trans.__('Greater is better') : trans.__('Smaller is better')
        }
        onClick={() => model.columns.setRising(key, !rises)}
      >
        <span aria-hidden="true">{rises ? '↑' : '↓'}</span>
      </IconButton>
    </>
  );
}
