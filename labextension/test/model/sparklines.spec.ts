import type { IWireSeries } from '../../src/api/wire';
import { Sparklines } from '../../src/model/sparklines';
import { sparkPath } from '../../src/model/sparkpath';
import { fakeClient } from '../fakes';
import { metric, run } from '../samples';

function series(runId: string, count: number): IWireSeries {
  const steps = [0, 1];
  return {
    run_id: runId,
    key: 'loss',
    steps,
    timestamps: steps,
    values: steps,
    count
  };
}

/** Longer than the courses rest. */
const A_WHILE = 1000;

function runOf(runId: string, count: number) {
  return run(runId, { metrics: { loss: { ...metric(1), count } } });
}

describe('what is in view', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is read at once, and only what is new', async () => {
    const client = fakeClient();
    client.history.mockResolvedValue({
      revision: 1,
      series: [series('a', 5), series('b', 5)]
    });
    const sparklines = new Sparklines(client);
    void sparklines.want('loss', [runOf('a', 5), runOf('b', 5), runOf('c', 1)]);
    expect(client.history).toHaveBeenCalledWith({
      runIds: ['a', 'b'],
      key: 'loss',
      maxPoints: 32
    });
    await jest.advanceTimersByTimeAsync(A_WHILE);
    const before = sparklines.of('a');
    void sparklines.want('loss', [runOf('a', 5), runOf('b', 6)]);
    expect(client.history).toHaveBeenLastCalledWith(
      expect.objectContaining({ runIds: ['b'] })
    );
    await jest.advanceTimersByTimeAsync(A_WHILE);
    void sparklines.want('loss', [runOf('a', 5)]);
    await jest.advanceTimersByTimeAsync(A_WHILE);
    expect(client.history).toHaveBeenCalledTimes(2);
    expect(sparklines.of('a')).toStrictEqual(before);
  });

  it('is read a few times a second, however often it changes', async () => {
    const client = fakeClient();
    const counts = Array.from({ length: 50 }, (_, index) => index + 2);
    client.history.mockImplementation(() =>
      Promise.resolve({ revision: 1, series: [] })
    );
    const sparklines = new Sparklines(client);
    for (const count of counts) {
      void sparklines.want('loss', [runOf('a', count)]);
      await jest.advanceTimersByTimeAsync(20);
    }
    expect(client.history.mock.calls.length).toBeLessThan(6);
    expect(client.history.mock.calls.length).toBeGreaterThan(2);
  });

  it('is forgotten where another metric is shown', async () => {
    const client = fakeClient();
    client.history.mockResolvedValue({ revision: 1, series: [series('a', 5)] });
    const sparklines = new Sparklines(client);
    void sparklines.want('loss', [runOf('a', 5)]);
    await jest.advanceTimersByTimeAsync(A_WHILE);
    expect(sparklines.of('a')).toBeDefined();
    void sparklines.want('f1', [runOf('a', 5)]);
    await jest.advanceTimersByTimeAsync(A_WHILE);
    expect(sparklines.of('a')).toBeUndefined();
  });

  it('is borne to be missing while a server does not answer', async () => {
    const client = fakeClient();
    client.history.mockRejectedValue(new Error('away'));
    const sparklines = new Sparklines(client);
    const wanted = sparklines.want('loss', [runOf('a', 5)]);
    await jest.advanceTimersByTimeAsync(A_WHILE);
    await expect(wanted).resolves.toBeUndefined();
  });
});

it.each([
  ['falls', [0, 1], [2, 1], 'M0 1.5L10 8.5'],
  ['is level', [0, 1], [1, 1], 'M0 5L10 5'],
  ['has gaps in steps', [0, 2, 4], [0, 1, 0], 'M0 8.5L5 1.5L10 8.5'],
  ['has no number in between', [0, 1, 2], [0, 'NaN', 1], 'M0 8.5L10 1.5'],
  ['is one point', [0], [1], ''],
  ['stays at a step', [3, 3], [0, 1], 'M0 8.5L0 1.5']
] as const)('draws a course that %s', (_, steps, values, path) => {
  expect(sparkPath({ steps, values }, 10, 10)).toBe(path);
});
