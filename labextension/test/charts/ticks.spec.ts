import { fewTicks, logTicks } from '../../src/charts/ticks';

it('puts a tick at each number, or at each power of ten where there are many', () => {
  expect(logTicks([0.1, 0.001, 0.1])).toEqual({
    tickvals: [-3, -1],
    ticktext: ['0.001', '0.1']
  });
  const many = Array.from({ length: 20 }, (_, index) => 1 + index * 10);
  expect(logTicks(many).ticktext).toEqual(['1', '10', '100', '1000']);
});

it('puts ticks at the few numbers that there are', () => {
  expect(fewTicks([3, 2, 3])).toEqual({
    tickvals: [2, 3],
    ticktext: ['2', '3']
  });
  expect(
    fewTicks(Array.from({ length: 9 }, (_, index) => index))
  ).toBeUndefined();
});
