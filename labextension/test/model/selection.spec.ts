import { SelectionModel } from '../../src/model/selection';
import { run } from '../samples';

const ORDER = ['a', 'b', 'c', 'd'].map(id => run(id));

it('draws the first rows, and goes on so while the order changes', () => {
  const selection = new SelectionModel();
  selection.setFirst(2, ORDER);
  const colour = selection.colourOf('b');
  selection.follow([...ORDER].reverse().slice(0, 3));
  expect([...selection.runIds].sort()).toEqual(['c', 'd']);
  selection.follow(ORDER.slice(1));
  expect(selection.has('b')).toBe(true);
  expect(colour).not.toBeNull();
  selection.dispose();
});

it('keeps the colour of a run that stays among the first', () => {
  const selection = new SelectionModel();
  selection.setFirst(2, ORDER);
  const colour = selection.colourOf('b');
  selection.follow(ORDER.slice(1));
  expect(selection.colourOf('b')).toBe(colour);
  selection.dispose();
});

it.each<[string, (selection: SelectionModel) => void]>([
  ['an eye', selection => selection.toggle('d')],
  ['a choice', selection => selection.replace(['d'])]
])('goes back to choosing by hand with %s', (_, choose) => {
  const selection = new SelectionModel();
  selection.setFirst(2, ORDER);
  choose(selection);
  const { runIds } = selection;
  selection.follow([]);
  expect(selection.first).toBeNull();
  expect(selection.runIds).toEqual(runIds);
  selection.dispose();
});
