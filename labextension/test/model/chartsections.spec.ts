import { chartSections, unfoldedKeys } from '../../src/model/chartsections';

const KEYS = ['val/loss', 'epoch', 'val/f1', 'a/b/c', 'system/cpu'];

it('puts metrics of one prefix together, those without one first', () => {
  const drawn = chartSections(KEYS).map(
    ({ name, keys }) => `${name}: ${keys.join(' ')}`
  );
  expect(drawn).toEqual([
    ': epoch',
    'val: val/loss val/f1',
    'a/b: a/b/c',
    'system: system/cpu'
  ]);
});

it.each([
  [KEYS, ['system', 'val'], ['epoch', 'a/b/c']],
  [KEYS, [], ['epoch', 'val/loss', 'val/f1', 'a/b/c', 'system/cpu']],
  [['system/cpu'], ['system'], ['system/cpu']],
  [['/odd'], [''], ['/odd']]
])('of %j with %j folded shows %j', (keys, folded, shown) => {
  expect(unfoldedKeys(keys, folded)).toEqual(shown);
});
