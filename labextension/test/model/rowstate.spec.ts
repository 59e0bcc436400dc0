import { RowState } from '../../src/model/rowstate';

const ORDER = ['a', 'b', 'c', 'd', 'e'];

it.each<[string, (rows: RowState) => void, string]>([
  ['toggles rows', rows => ['a', 'c', 'a'].forEach(id => rows.toggle(id)), 'c'],
  [
    'extends from the row that was toggled last',
    rows => {
      rows.toggle('d');
      rows.extend('b', ORDER);
    },
    'b c d'
  ],
  [
    'extends from where the keyboard was',
    rows => rows.extend('c', ORDER, 'b'),
    'b c'
  ],
  [
    'shrinks a range that comes back',
    rows => {
      rows.extend('b', ORDER, 'a');
      rows.extend('c', ORDER, 'b');
      rows.extend('b', ORDER, 'c');
    },
    'a b'
  ],
  [
    'begins anew if the first row of the range is gone',
    rows => {
      rows.toggle('gone');
      rows.extend('c', ORDER, 'b');
    },
    'b c'
  ],
  [
    'forgets rows that are no more',
    rows => {
      rows.select(['a', 'b']);
      rows.keepOnly(id => id === 'b');
    },
    'b'
  ]
])('%s', (_, act, expected) => {
  const rows = new RowState();
  act(rows);
  expect(rows.selected.join(' ')).toBe(expected);
  rows.dispose();
});

it('gives another set of folds after each change', () => {
  const rows = new RowState();
  const before = rows.folded;
  rows.fold('a', true);
  expect([before.has('a'), rows.folded.has('a')]).toEqual([false, true]);
  rows.fold('a', false);
  expect(rows.folded.size).toBe(0);
  rows.dispose();
});
