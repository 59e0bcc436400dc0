import { NEWEST_FIRST } from '../../src/model/sort';
import { EMPTY_TABLE, firstPage } from '../../src/model/table';
import { TableFacts } from '../../src/model/tablefacts';
import { page, run } from '../samples';

const RUNS = {
  first: run('first', {
    params: { lr: '1', depth: '3', seed: '1', note: 'x' }
  }),
  second: run('second', {
    params: { lr: '2', depth: '4', seed: '2', note: 'y' }
  }),
  other: run('other', { params: { C: '0.1' } }),
  bare: run('bare')
};

const facts = new TableFacts(
  firstPage(page(Object.values(RUNS)), EMPTY_TABLE),
  NEWEST_FIRST
);

it.each([
  ['first', ['depth', 'lr', 'note']],
  ['second', ['depth', 'lr', 'note']],
  ['other', ['C']],
  ['bare', []]
] as const)('says of the run %s in what it differs', (name, keys) => {
  expect(facts.paramsOf(RUNS[name])).toEqual(keys);
});

it('says it by the same array, so that rows are not drawn again', () => {
  expect(facts.paramsOf(RUNS.first)).toBe(facts.paramsOf(RUNS.second));
  expect(facts.paramsOf(RUNS.other)).toBe(facts.paramsOf(RUNS.other));
});
