import { Coalescer } from '../../src/model/coalescer';
import { settled } from '../fakes';

it('runs once more for a burst that comes while it runs', async () => {
  const finish: (() => void)[] = [];
  const task = jest.fn(
    () => new Promise<void>(resolve => finish.push(resolve))
  );
  const coalescer = new Coalescer(task);
  const all = [1, 2, 3, 4].map(() => coalescer.request());
  expect(task).toHaveBeenCalledTimes(1);
  finish.shift()?.();
  await settled();
  expect(task).toHaveBeenCalledTimes(2);
  finish.shift()?.();
  await Promise.all(all);
  expect(task).toHaveBeenCalledTimes(2);
});

it('can be asked again after a failure', async () => {
  const task = jest
    .fn<Promise<void>, []>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValueOnce();
  const coalescer = new Coalescer(task);
  await expect(coalescer.request()).rejects.toThrow('away');
  await coalescer.request();
  expect(task).toHaveBeenCalledTimes(2);
});

it('rests between two runs', async () => {
  jest.useFakeTimers();
  const task = jest.fn<Promise<void>, []>().mockResolvedValue();
  const coalescer = new Coalescer(task, 1000);
  void coalescer.request();
  await jest.advanceTimersByTimeAsync(500);
  void coalescer.request();
  await jest.advanceTimersByTimeAsync(400);
  expect(task).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(100);
  expect(task).toHaveBeenCalledTimes(2);
  jest.useRealTimers();
});
