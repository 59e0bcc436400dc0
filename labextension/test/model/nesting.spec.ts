import { nestedRows } from '../../src/model/nesting';
import { run } from '../samples';

function child(runId: string, parent: string) {
  return run(runId, { tags: { 'mlflow.parentRunId': parent } });
}

function drawn(
  runs: Parameters<typeof nestedRows>[0],
  folded: readonly string[] = []
): string {
  return nestedRows(runs, new Set(folded))
    .map(
      row =>
        '-'.repeat(row.level - 1) +
        row.run.run_id +
        (row.children > 0 ? `(${row.children})` : '') +
        (row.isFolded ? '+' : '')
    )
    .join(' ');
}

const SWEEP = [
  child('b1', 'b'),
  run('a'),
  child('b2', 'b'),
  run('b'),
  child('b11', 'b1')
];

it.each([
  ['no parents', [run('a'), run('b')], [], 'a b'],
  ['children after their parent', SWEEP, [], 'a b(2) -b1(1) --b11 -b2'],
  ['a folded parent', SWEEP, ['b'], 'a b(2)+'],
  ['a folded child', SWEEP, ['b1'], 'a b(2) -b1(1)+ -b2'],
  ['a fold of a run without children', SWEEP, ['a'], 'a b(2) -b1(1) --b11 -b2'],
  ['a parent that is not listed', [child('x', 'gone'), run('a')], [], 'x a'],
  ['a circle', [child('x', 'y'), child('y', 'x')], [], 'x y'],
  ['a run that is its own parent', [child('x', 'x')], [], 'x'],
  [
    'a child of a circle',
    [child('x', 'y'), child('y', 'x'), child('z', 'x')],
    [],
    'x y z'
  ]
])('draws %s', (_, runs, folded, expected) => {
  expect(drawn(runs, folded)).toBe(expected);
});
