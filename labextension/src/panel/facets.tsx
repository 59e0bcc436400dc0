import { closeIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';

import type { LifecycleStage } from '../api/client';
import type { IWireRunCounts } from '../api/wire';
import { formatCount } from '../format';
import { conditionsOf, joined, toggled } from '../model/filter';
import { usePanel } from './context';

/** Conditions that one click turns on; the server counts what matches each. */
const CONDITIONS = {
  running: "attributes.status = 'RUNNING'",
  failed: "attributes.status = 'FAILED'",
  starred: "tags.trackside.star = 'true'"
} as const;

interface IFacetsProps {
  readonly counts: IWireRunCounts;
  readonly filter: string;
  readonly stage: LifecycleStage;
  /** How many runs the list has. */
  readonly total: number;
  readonly onFilter: (filter: string) => void;
  readonly onStage: (stage: LifecycleStage) => void;
}

/** Below the filter line: what can be filtered by a click, the conditions in force, how many are left. */
export function Facets(props: IFacetsProps) {
  const { counts, filter, stage, total, onFilter, onStage } = props;
  const { trans } = usePanel();
  const conditions = conditionsOf(filter);
  const isDeleted = stage === 'deleted';
  const labels = {
    running: trans.__('Running'),
    failed: trans.__('Failed'),
    starred: trans.__('Starred')
  };
  const kinds = (['running', 'failed', 'starred'] as const).filter(
    kind => counts[kind] > 0 || conditions.includes(CONDITIONS[kind])
  );
  const others = conditions.filter(
    condition => !Object.values<string>(CONDITIONS).includes(condition)
  );
  const all = isDeleted ? counts.deleted : counts.active;
  if (kinds.length + others.length + counts.deleted === 0 && !isDeleted) {
    return null;
  }
  return (
    <div className="jp-Trackside-Facets">
      {kinds.map(kind => (
        <Facet
          key={kind}
          kind={kind}
          label={labels[kind]}
          count={counts[kind]}
          isOn={conditions.includes(CONDITIONS[kind])}
          onClick={() => onFilter(toggled(filter, CONDITIONS[kind]))}
        />
      ))}
      {(counts.deleted > 0 || isDeleted) && (
        <Facet
          kind="deleted"
          label={trans.__('Deleted')}
          count={counts.deleted}
          isOn={isDeleted}
          onClick={() => onStage(isDeleted ? 'active' : 'deleted')}
        />
      )}
      {others.map(condition => (
        <Condition
          key={condition}
          text={condition}
          onRemove={() =>
            onFilter(joined(conditions.filter(each => each !== condition)))
          }
        />
      ))}
      {total < all && (
        <span className="jp-Trackside-Facets-count" data-matching={total}>
          {trans.__('%1 of %2', formatCount(total), formatCount(all))}
        </span>
      )}
    </div>
  );
}

interface IFacetProps {
  readonly kind: string;
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly onClick: () => void;
}

function Facet({ kind, label, count, isOn, onClick }: IFacetProps): ReactNode {
  return (
    <button
      type="button"
      className="jp-Trackside-Chip"
      data-facet={kind}
      aria-pressed={isOn}
      onClick={onClick}
    >
      {label} {formatCount(count)}
    </button>
  );
}

interface IConditionProps {
  readonly text: string;
  readonly onRemove: () => void;
}

function Condition({ text, onRemove }: IConditionProps): ReactNode {
  const { trans } = usePanel();
  return (
    <span className="jp-Trackside-Chip" data-condition={text} title={text}>
      <span>{text}</span>
      <button
        type="button"
        aria-label={trans.__('Remove the condition %1', text)}
        onClick={onRemove}
      >
        <closeIcon.react tag={null} width="12px" height="12px" />
      </button>
    </span>
  );
}
