import { type ValueWord, wordKey } from '../model/runvalues';

/** Values to choose from, each by its own name; where a param and a metric share one, by the whole word. */
export function valueChoices(
  words: readonly ValueWord[]
): readonly (readonly [ValueWord, string])[] {
  const keys = words.map(wordKey);
  return words.map((word, index) => {
    const key = keys[index] ?? word;
    const isShared = keys.indexOf(key) !== keys.lastIndexOf(key);
    return [word, isShared ? word : key] as const;
  });
}
