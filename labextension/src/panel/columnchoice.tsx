import {
  CHOICES,
  type IMetricColumn,
  type RunColumn,
  type StatisticChoice
} from '../model/runcolumns';
import { useObservable, usePanel } from './context';

/** Which metrics and params are columns, with which statistic, and which way each metric goes. */
export function ColumnChoice({
  shown
}: {
  readonly shown: readonly RunColumn[];
}) {
  const { model, trans } = usePanel();
  const { columns, runs } = model;
  useObservable(columns);
  const { metricKeys, paramKeys } = runs.facts;
  const columnOf = (kind: RunColumn['kind'], key: string) =>
    shown.find(each => each.kind === kind && each.key === key);
  return (
    <>
      <fieldset>
        <legend>{trans.__('Metrics')}</legend>
        {metricKeys.length === 0 && (
          <p>{trans.__('No metrics have been logged yet.')}</p>
        )}
        {metricKeys.map(key => {
          const column = columnOf('metric', key);
          return (
            <div key={key} className="jp-Trackside-Column">
              <Choice
                name={key}
                isOn={column !== undefined}
                onToggle={() =>
                  columns.toggle(
                    { kind: 'metric', key, choice: 'last' },
                    metricKeys
                  )
                }
              />
              {column?.kind === 'metric' && <MetricChoice column={column} />}
            </div>
          );
        })}
      </fieldset>
      {paramKeys.length > 0 && (
        <fieldset>
          <legend>{trans.__('Params')}</legend>
          {paramKeys.map(key => (
            <div key={key} className="jp-Trackside-Column">
              <Choice
                name={key}
                isOn={columnOf('param', key) !== undefined}
                onToggle={() =>
                  columns.toggle({ kind: 'param', key }, metricKeys)
                }
              />
            </div>
          ))}
        </fieldset>
      )}
    </>
  );
}

interface IChoiceProps {
  readonly name: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

function Choice({ name, isOn, onToggle }: IChoiceProps) {
  return (
    <label title={name}>
      <input
        type="checkbox"
        data-column-choice={name}
        checked={isOn}
        onChange={onToggle}
      />
      <span>{name}</span>
    </label>
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
            model.runs.facts.metricKeys
          )
        }
      >
        {CHOICES.map(each => (
          <option key={each} value={each}>
            {words[each]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="jp-Trackside-IconButton"
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
      </button>
    </>
  );
}
