import { freePlace, RUN_COLOURS, runColour } from '../../src/model/palette';

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort(
    (x, y) => x - y
  );
  return (light + 0.05) / (dark + 0.05);
}

it.each(RUN_COLOURS)('%s reads well on light and on dark', colour => {
  expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3);
  expect(contrast(colour, '#111111')).toBeGreaterThanOrEqual(3);
});

it('repeats its colours', () => {
  expect(runColour(RUN_COLOURS.length)).toBe(runColour(0));
});

it.each([
  [[], 0],
  [[0, 1], 2],
  [[0, 2], 1],
  [RUN_COLOURS.map((_, index) => index), 0],
  [[...RUN_COLOURS.map((_, index) => index), 0], 1]
])('of %p taken places the next is %p', (taken, place) => {
  expect(freePlace(taken)).toBe(place);
});
