import { lastPage } from '../../src/model/tablepages';
import { tablePage } from '../samples';

it.each([
  [450, 200, false, 400],
  [400, 200, false, 200],
  [1, 200, false, 0],
  [0, 200, false, 0],
  [450, 200, true, null]
])(
  'of %i rows by %i (estimated: %s) the last page begins at %j',
  (total, limit, isEstimated, first) => {
    expect(
      lastPage(tablePage({ total, limit, is_estimated: isEstimated }))
    ).toBe(first);
  }
);
