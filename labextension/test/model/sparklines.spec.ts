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

function runOf(runId: string, count: number) {
  return run(runId, { metrics: { loss: { ...metric(1), count } } });
}

it('reads the courses of all runs in view at once, and only what is new', async () => {
  const client = fakeClient();
  client.history.mockResolvedValue({
    revision: 1,
    series: [series('a', 5), series('b', 5)]
  });
  const sparklines = new Sparklines(client);
  await sparklines.want('loss', [runOf('a', 5), runOf('b', 5), runOf('c', 1)]);
  expect(client.history).toHaveBeenCalledWith({
    runIds: ['a', 'b'],
    key: 'loss',
    maxPoints: 32
  });
  const before = sparklines.of('a');
  await sparklines.want('loss', [runOf('a', 5), runOf('b', 6)]);
  expect(client.history).toHaveBeenLastCalledWith(
    expect.objectContaining({ runIds: ['b'] })
  );
  await sparklines.want('loss', [runOf('a', 5)]);
  expect(client.history).toHaveBeenCalledTimes(2);
  expect(sparklines.of('a')).toStrictEqual(before);
});

it('forgets the courses of another metric', async () => {
  const client = fakeClient();
  client.history.mockResolvedValue({ revision: 1, series: [series('a', 5)] });
  const sparklines = new Sparklines(client);
  await sparklines.want('loss', [runOf('a', 5)]);
  await sparklines.want('f1', [runOf('a', 5)]);
  expect(sparklines.of('a')).toBeUndefined();
});

it('bears a server that does not answer', async () => {
  const client = fakeClient();
  client.history.mockRejectedValue(new Error('away'));
  const sparklines = new Sparklines(client);
  await expect(
    sparklines.want('loss', [runOf('a', 5)])
  ).resolves.toBeUndefined();
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
