import { backoffMs } from '../../src/api/backoff';

it.each([
  [1, 500],
  [2, 1000],
  [4, 4000],
  [6, 15_000],
  [50, 15_000]
])('after %p failures it waits at most %p ms', (failures, ms) => {
  expect(backoffMs(failures, () => 1)).toBe(ms);
  expect(backoffMs(failures, () => 0)).toBe(ms * 0.75);
});
