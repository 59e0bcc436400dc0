import { heldOrder } from '../../src/model/holding';

it.each([
  ['reordered', 'a b c', 'c a b', 'a b c'],
  ['a new row', 'a b', 'n a b', 'a b n'],
  ['a row that is gone', 'a b c', 'c a', 'a c'],
  ['nothing drawn yet', '', 'b a', 'b a']
])('%s', (_, drawn, wanted, expected) => {
  const words = (text: string): string[] => text.split(' ').filter(Boolean);
  expect(heldOrder(words(drawn), words(wanted)).join(' ')).toBe(expected);
});
