/** What the compare tab draws when not everything is chosen, or what was chosen is not there. */
import type { IScatterOptions } from './comparesettings';
import type { ValueWord } from './runvalues';

const FIRST_PARAMS = 5;
const FIRST_METRICS = 2;

/** Which of the runs' metrics have a chart: the chosen ones that there are, else all. */
export function shownMetrics(
  keys: readonly string[],
  chosen: readonly string[] | null
): readonly string[] {
  const there = chosen?.filter(key => keys.includes(key)) ?? [];
  return there.length > 0 ? there : keys;
}

/** Which axes stand side by side: the chosen ones that there are, else params that differ and metrics. */
export function shownAxes(
  words: readonly ValueWord[],
  differing: readonly string[],
  chosen: readonly ValueWord[] | null
): readonly ValueWord[] {
  const there = chosen?.filter(word => words.includes(word)) ?? [];
  if (there.length > 1) {
    return there;
  }
  const metrics = words.filter(word => word.startsWith('metrics.'));
  return [
    ...differing.slice(0, FIRST_PARAMS).map(key => `params.${key}` as const),
    ...metrics.slice(0, FIRST_METRICS)
  ];
}

/** What a scatter chart sets against one another; the colour is each run's own if it is null. */
export interface IScatterWords {
  readonly x: ValueWord;
  readonly y: ValueWord;
  readonly colour: ValueWord | null;
  /** Lines of equal colour between the points. */
  readonly isContour: boolean;
}

/** What was chosen if there is such, else the first value and a metric; null if there are not two. */
export function shownScatter(
  words: readonly ValueWord[],
  options: IScatterOptions
): IScatterWords | null {
  const there = (word: ValueWord | null): ValueWord | undefined =>
    words.find(known => known === word);
  const metric = words.find(word => word.startsWith('metrics.'));
  const y = there(options.y) ?? metric ?? words[1];
  const x = there(options.x) ?? words.find(word => word !== y);
  const colour = there(options.colourBy) ?? null;
  return x && y ? { x, y, colour, isContour: options.isContour } : null;
}
