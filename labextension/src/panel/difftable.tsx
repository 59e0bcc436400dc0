import { useState } from 'react';

import { parseValue } from '../api/value';
import type { IWireRun } from '../api/wire';
import { formatParam, formatValue } from '../format';
import {
  differingMetrics,
  differingParams,
  metricKeys,
  paramKeys
} from '../model/columns';
import type { IComparedProps } from './compare';
import { usePanel } from './context';

/** Params and metrics of the compared runs side by side; only what differs, unless all is asked for. */
export function DiffTable({ runs, colourOf }: IComparedProps) {
  const { trans } = usePanel();
  const [isOnlyDifferent, setIsOnlyDifferent] = useState(true);
  const params = isOnlyDifferent ? differingParams(runs) : paramKeys(runs);
  const metrics = isOnlyDifferent ? differingMetrics(runs) : metricKeys(runs);
  return (
    <>
      <label className="jp-Trackside-Check">
        <input
          type="checkbox"
          data-control="only-differences"
          checked={isOnlyDifferent}
          onChange={event => setIsOnlyDifferent(event.target.checked)}
        />
        {trans.__('Only differences')}
      </label>
      <div className="jp-Trackside-Diff" tabIndex={0}>
        <table className="jp-Trackside-Table">
          <thead>
            <tr>
              <th scope="col">{trans.__('Run')}</th>
              {runs.map(run => (
                <th key={run.run_id} scope="col" title={run.name}>
                  <span
                    className="jp-Trackside-Dot"
                    style={{
                      background: colourOf(run.run_id),
                      borderColor: colourOf(run.run_id)
                    }}
                  />{' '}
                  {run.name}
                </th>
              ))}
            </tr>
          </thead>
          <DiffGroup
            kind="param"
            title={trans.__('Parameters')}
            keys={params}
            runs={runs}
            textOf={paramText}
          />
          <DiffGroup
            kind="metric"
            title={trans.__('Metrics')}
            keys={metrics}
            runs={runs}
            textOf={metricText}
          />
        </table>
      </div>
    </>
  );
}

function paramText(run: IWireRun, key: string): string | undefined {
  const value = run.params[key];
  return value === undefined ? undefined : formatParam(value);
}

function metricText(run: IWireRun, key: string): string | undefined {
  const metric = run.metrics[key];
  return metric && formatValue(parseValue(metric.last));
}

interface IDiffGroupProps {
  readonly kind: 'param' | 'metric';
  readonly title: string;
  readonly keys: readonly string[];
  readonly runs: readonly IWireRun[];
  readonly textOf: (run: IWireRun, key: string) => string | undefined;
}

function DiffGroup({ kind, title, keys, runs, textOf }: IDiffGroupProps) {
  const { trans } = usePanel();
  return (
    <tbody data-diff={kind}>
      <tr className="jp-Trackside-Diff-title">
        <th scope="rowgroup" colSpan={runs.length + 1}>
          <span>
            {title}
            {keys.length === 0 && `: ${trans.__('no differences')}`}
          </span>
        </th>
      </tr>
      {keys.map(key => (
        <tr key={key} {...{ [`data-${kind}`]: key }}>
          <th scope="row" title={key}>
            {key}
          </th>
          {runs.map(run => (
            <td key={run.run_id} title={textOf(run, key)}>
              {textOf(run, key) ?? '–'}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
