import { parseValue } from '../api/value';
import type { IWireMetric, WireValue } from '../api/wire';
import { formatCount, formatValue } from '../format';
import { metricKeys } from '../model/columns';
import { LinkButton } from './buttons';
import { usePanel } from './context';

interface IMetricsTableProps {
  readonly metrics: Readonly<Record<string, IWireMetric>>;
  /** The metric whose history is shown. */
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
}

/** The metrics of a run with what their series come down to; a click shows the history. */
export function MetricsTable(props: IMetricsTableProps) {
  const { metrics, selected, onSelect } = props;
  const { trans } = usePanel();
  const keys = metricKeys([{ metrics }]);
  if (keys.length === 0) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('This run has logged no metrics.')}
      </p>
    );
  }
  return (
    <table className="jp-Trackside-Table jp-Trackside-MetricsTable">
      <thead>
        <tr>
          <th scope="col">{trans.__('Metric')}</th>
          <th scope="col">{trans.__('Last')}</th>
          <th scope="col">{trans.__('Min')}</th>
          <th scope="col">{trans.__('Max')}</th>
          <th scope="col" title={trans.__('Number of points')}>
            {trans.__('Points')}
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map(key => (
          <MetricRow
            key={key}
            name={key}
            metric={metrics[key]}
            isSelected={key === selected}
            onSelect={onSelect}
          />
        ))}
      </tbody>
    </table>
  );
}

interface IMetricRowProps {
  readonly name: string;
  readonly metric: IWireMetric | undefined;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function MetricRow({ name, metric, isSelected, onSelect }: IMetricRowProps) {
  const { trans } = usePanel();
  if (!metric) {
    return null;
  }
  return (
    <tr
      data-metric={name}
      data-value={String(metric.last)}
      aria-selected={isSelected}
      onClick={() => onSelect(name)}
    >
      <th scope="row">
        <LinkButton title={trans.__('Show the history of %1', name)}>
          {name}
        </LinkButton>
      </th>
      <ValueCell value={metric.last} />
      <ValueCell value={metric.min} />
      <ValueCell value={metric.max} />
      <td title={trans.__('Last step: %1', metric.step)}>
        {metric.count === null ? '' : formatCount(metric.count)}
      </td>
    </tr>
  );
}

function ValueCell({ value }: { readonly value: WireValue | null }) {
  if (value === null) {
    return <td />;
  }
  return <td title={String(value)}>{formatValue(parseValue(value))}</td>;
}
