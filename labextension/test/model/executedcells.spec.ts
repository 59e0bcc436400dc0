import { changesSince, notExecuted } from '../../src/model/cellchanges';
import { cellRows } from '../../src/model/celldifferences';
import {
  cellsVersion,
  executedCells,
  type IExecution,
  lastOfEach
} from '../../src/model/executedcells';
import { lineDiff } from '../../src/model/linediff';
import { reproductionCells } from '../../src/model/reproduction';
import { run } from '../samples';

/** Executions out of `id:source`; without an id, one from before the watch. */
function executed(...cells: readonly string[]): readonly IExecution[] {
  return cells.map((cell, index) => {
    const [id = '', source = ''] = cell.split(':');
    return {
      count: index + 1,
      source,
      cellId: id || null,
      startedAt: null,
      seconds: null,
      outcome: source.includes('fail') ? 'error' : 'ok',
      isOfRun: true
    };
  });
}

describe('what a run kept of its cells', () => {
  it('is read as the library writes it', () => {
    const cells = executedCells({
      cells: [
        {
          cell_type: 'code',
          execution_count: 3,
          source: ['x = 1\n', 'x'],
          metadata: {
            trackside: {
              cell_id: 'b',
              started: 1000,
              seconds: 0.5,
              outcome: 'error',
              is_of_run: true
            }
          }
        }
      ],
      metadata: {
        trackside: {
          findings: { failed: [3], 'out of order': [] },
          left_out: 2,
          is_notebook_kept: true
        }
      }
    });
    expect(cells).toEqual({
      executions: [
        {
          count: 3,
          source: 'x = 1\nx',
          cellId: 'b',
          startedAt: 1000,
          seconds: 0.5,
          outcome: 'error',
          isOfRun: true
        }
      ],
      findings: [{ kind: 'failed', counts: [3] }],
      leftOut: 2,
      isNotebookKept: true
    });
  });

  it('is what can be understood of what others write', () => {
    const cells = executedCells({
      cells: [
        { cell_type: 'markdown', source: '# Title' },
        { cell_type: 'code', execution_count: 1, source: 'x' }
      ]
    });
    expect(cells.executions).toMatchObject([
      { count: 1, source: 'x', cellId: null, outcome: null, isOfRun: false }
    ]);
    expect(cells).toMatchObject({ findings: [], leftOut: 0 });
  });

  it('is another when the run ends or says otherwise', () => {
    const tags = { 'trackside.cells': '1 cell, top to bottom' };
    expect(cellsVersion(run('a'))).toBeNull();
    expect(cellsVersion(run('a', { tags }))).not.toEqual(
      cellsVersion(run('a', { tags, status: 'RUNNING' }))
    );
  });
});

it('takes the last execution of each cell', () => {
  const counts = lastOfEach(executed('a:1', 'b:2', 'a:3', ':x', ':x')).map(
    ({ count }) => count
  );
  expect(counts).toEqual([2, 3, 5]);
});

describe('what became of the cells', () => {
  const now = [
    { id: 'a', source: '1' },
    { id: 'b', source: 'two' },
    { id: 'pasted', source: '3' }
  ];
  it.each([
    ['as it is', executed('a:1'), { kind: 'same' }],
    ['changed', executed('b:2'), { kind: 'changed', now: 'two' }],
    ['gone', executed('c:4'), { kind: 'gone' }],
    ['pasted elsewhere', executed('c:3'), { kind: 'same' }],
    ['known by its source', executed(':1'), { kind: 'same' }],
    ['not known', executed(':2'), { kind: 'gone' }]
  ])('%s', (_name, executions, change) => {
    expect(changesSince(executions, now).get(1)).toEqual(change);
  });

  it('counts only the last execution of a cell', () => {
    const changes = changesSince(executed('a:0', 'a:1'), now);
    expect([...changes]).toEqual([[2, { kind: 'same' }]]);
  });

  it('names the cells that were not executed', () => {
    const empty = { id: 'e', source: ' ' };
    expect(notExecuted(executed('a:1', 'c:3'), [...now, empty])).toEqual([
      now[1]
    ]);
  });
});

it.each([
  ['a\nb', 'a\nb', ['same a', 'same b']],
  ['a\nb', 'a\nc', ['same a', 'removed b', 'added c']],
  ['a', 'a\n', ['same a', 'added ']],
  ['', 'a', ['removed ', 'added a']]
])('lines of %j that became %j', (before, after, lines) => {
  expect(
    lineDiff(before, after).map(({ kind, text }) => `${kind} ${text}`)
  ).toEqual(lines);
});

it('does again what was executed, failures included', () => {
  const cells = reproductionCells(
    run('a', { name: 'brave\notter' }),
    '7',
    executed('a:x = 1', 'b:fail()')
  );
  expect(cells[0]).toContain('the run brave otter (a)');
  expect(cells[0]).toContain('trackside.set_experiment(experiment_id="7")');
  expect(cells.slice(1)).toEqual([
    'x = 1',
    { source: 'fail()', tags: ['raises-exception'] }
  ]);
});

describe('cells of several runs', () => {
  it('are a row each, with the source of the last execution', () => {
    const rows = cellRows([
      executed('a:lr = 1', 'b:fit()', 'a:lr = 2'),
      executed('a:lr = 3', 'b:fit()'),
      null
    ]);
    expect(
      rows.map(({ key, cells, isDifferent }) => [
        key,
        cells.map(cell => cell?.whole),
        isDifferent
      ])
    ).toEqual([
      ['fit()', ['fit()', 'fit()', undefined], false],
      ['lr = 2', ['lr = 2', 'lr = 3', undefined], true]
    ]);
  });

  it('differ where a run that keeps cells lacks one', () => {
    const rows = cellRows([executed('a:x'), executed()]);
    expect(rows.map(({ isDifferent }) => isDifferent)).toEqual([true]);
  });

  it('have names of their own', () => {
    const rows = cellRows([
      executed('a:x\n1', 'b:x\n2', `c:${'y'.repeat(50)}`)
    ]);
    expect(rows.map(({ key }) => key)).toEqual([
      'x',
      'x (2)',
      `${'y'.repeat(40)}…`
    ]);
  });
});
