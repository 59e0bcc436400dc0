import type { KeyboardEvent } from 'react';

import { baselinePatch } from '../model/runactions';
import { useBulkActions } from './bulkactions';
import { usePanel } from './context';
import { useReported } from './reporting';
import { SelectionBar } from './selectionbar';

/** The selection bar, and what it does with the selected runs. */
export function SelectedRuns() {
  const { model, host } = usePanel();
  const { rows, runs, selection } = model;
  const bulk = useBulkActions();
  const { selected } = rows;
  const [only, second] = selected;
  const setBaseline = useReported((runId: string) =>
    model.changeExperiment(baselinePatch(runId))
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      rows.select([]);
    }
  };
  const onCompare = (): void => {
    selection.replace(selected);
    host.openCompare();
  };
  return (
    <div onKeyDown={onKeyDown}>
      <SelectionBar
        count={selected.length}
        stage={runs.stage}
        onCompare={onCompare}
        onStar={() => bulk.star(selected)}
        onTag={(key, value) => bulk.tag(selected, key, value)}
        onDelete={() => bulk.remove(selected)}
        onRestore={() => bulk.restore(selected)}
        onClear={() => rows.select([])}
        onBaseline={
          model.experiment && only !== undefined && second === undefined
            ? () => setBaseline(only)
            : null
        }
      />
    </div>
  );
}
