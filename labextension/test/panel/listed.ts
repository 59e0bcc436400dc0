/** What tests of the run list share. */
import { nestedRows } from '../../src/model/nesting';
import type { RunColumn } from '../../src/model/runcolumns';
import { NEWEST_FIRST } from '../../src/model/sort';
import type { IRunListProps } from '../../src/panel/runlist';
import { metric, run } from '../samples';

const LOSS: RunColumn = {
  kind: 'metric',
  key: 'loss',
  choice: 'last',
  statistic: 'last',
  rises: false
};

interface IMore extends Partial<IRunListProps> {
  readonly folded?: readonly string[];
}

/** What a list of two runs is drawn by. */
export function props({ runs, folded, ...more }: IMore = {}): IRunListProps {
  const listed = runs ?? [
    run('a', {
      status: 'RUNNING',
      params: { lr: '0.1' },
      metrics: { loss: metric(0.12345) }
    }),
    run('b', { status: 'FAILED' })
  ];
  return {
    runs: listed,
    isWhole: true,
    arrange: its => nestedRows(its, new Set(folded)),
    isSelected: id => id === 'b',
    sort: NEWEST_FIRST,
    columns: [LOSS],
    highlight: { has: () => false },
    widths: {},
    baseline: null,
    seriesOf: () => undefined,
    paramsOf: () => ['lr'],
    experimentOf: () => null,
    colourOf: id => (id === 'b' ? 'rgb(1, 2, 3)' : null),
    onPoint: jest.fn(),
    onSort: jest.fn(),
    onResize: jest.fn(),
    onOpen: jest.fn(),
    onToggle: jest.fn(),
    onToggleGroup: jest.fn(),
    onStar: jest.fn(),
    onFold: jest.fn(),
    onSelect: jest.fn(),
    onExtend: jest.fn(),
    onSelectAll: jest.fn(),
    onClear: jest.fn(),
    onDelete: jest.fn(),
    onView: jest.fn(),
    onCompare: jest.fn(),
    ...more
  };
}

/** The row of a run. */
export function row(runId: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-run-id="${runId}"]`);
  if (!found) {
    throw new Error(`no row of run ${runId}`);
  }
  return found;
}

/** The runs of the rows that are drawn. */
export function order(): (string | undefined)[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>('[data-run-id]'),
    element => element.dataset['runId']
  );
}
