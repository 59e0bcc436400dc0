import { quoted } from './quoting';
import type { IVocabulary } from './vocabulary';

/** What could stand at the caret of a filter, in place of the text from `from` to `to`. */
export interface ICompletion {
  readonly from: number;
  readonly to: number;
  readonly options: readonly string[];
}

/** Options that a menu offers at once. */
const MOST_OPTIONS = 50;

const NUMERIC = ['>', '<', '>=', '<=', '=', '!='];
const TEXT = ['=', '!=', 'LIKE', 'ILIKE'];
const NULLABLE = [...TEXT, 'IS NULL', 'IS NOT NULL'];
const LISTED = [...TEXT, 'IN', 'NOT IN'];
const STATISTICS = ['min', 'max', 'first', 'last', 'count'];

/** What can come next in a filter. */
type Place =
  'key' | 'operator' | 'not' | 'is' | 'value' | 'list' | 'item' | 'join';

const AFTER_OPERATOR: Readonly<Record<string, Place>> = {
  IN: 'list',
  NOT: 'not',
  IS: 'is'
};

const TOKEN = /'[^']*'?|"[^"]*"?|(?:[^\s()'"`=<>!,]|`[^`]*`?)+|[=<>!]+|[(),]/g;

/** What may be typed next, the likeliest first. */
export function completionAt(
  text: string,
  caret: number,
  vocabulary: IVocabulary
): ICompletion {
  const tokens = [...text.slice(0, caret).matchAll(TOKEN)];
  const last = tokens[tokens.length - 1];
  const isTyping =
    last !== undefined &&
    last.index + last[0].length === caret &&
    !/^[(),]/.test(last[0]);
  const fragment = isTyping ? last[0] : '';
  const done = (isTyping ? tokens.slice(0, -1) : tokens).map(each => each[0]);
  const { place, key } = placeAfter(done);
  return {
    from: caret - fragment.length,
    to: caret,
    options: matching(optionsAt(place, key, fragment, vocabulary), fragment)
  };
}

interface IPlace {
  readonly place: Place;
  /** The key of the condition that one is in. */
  readonly key: string;
}

function placeAfter(tokens: readonly string[]): IPlace {
  let [place, key]: [Place, string] = ['key', ''];
  for (const token of tokens) {
    key = place === 'key' ? token : key;
    place = next(place, token.toUpperCase());
  }
  return { place, key };
}

function next(place: Place, word: string): Place {
  switch (place) {
    case 'key':
      return word === '(' ? 'key' : 'operator';
    case 'operator':
      return AFTER_OPERATOR[word] ?? 'value';
    case 'not':
      return 'list';
    case 'is':
      return word === 'NOT' ? 'is' : 'join';
    case 'list':
      return 'item';
    case 'item':
      return word === ')' ? 'join' : 'item';
    case 'value':
      return 'join';
    case 'join':
      return word === 'AND' || word === 'OR' ? 'key' : 'join';
  }
}

function optionsAt(
  place: Place,
  key: string,
  fragment: string,
  vocabulary: IVocabulary
): readonly string[] {
  switch (place) {
    case 'key':
      return keys(vocabulary, fragment);
    case 'operator':
      return operators(key);
    case 'not':
      return ['IN'];
    case 'is':
      return ['NULL', 'NOT NULL'];
    case 'list':
      return ['('];
    case 'value':
    case 'item':
      return valuesOf(key, vocabulary).map(quoted);
    case 'join':
      return ['AND', 'OR'];
  }
}

function keys(vocabulary: IVocabulary, fragment: string): readonly string[] {
  const { metrics, params, tags, attributes, dataset } = vocabulary;
  const metricWords = metrics.map(key => keyWord('metrics', key));
  const statistics = metricWords
    .filter(word => fragment.startsWith(`${word}.`))
    .flatMap(word => STATISTICS.map(each => `${word}.${each}`));
  const own = [...tags.keys()].filter(key => !isSystem(key));
  const system = [...tags.keys()].filter(isSystem);
  return [
    ...statistics,
    ...metricWords,
    ...Array.from(params.keys(), key => keyWord('params', key)),
    ...Array.from(attributes.keys(), key => keyWord('attributes', key)),
    ...Array.from(dataset.keys(), key => keyWord('dataset', key)),
    ...[...own, ...system].map(key => keyWord('tags', key))
  ];
}

/** A key as a filter names it: with signs in it, it stands in back ticks. */
export function keyWord(entity: string, key: string): string {
  return /^\w+(\.\w+)*$/.test(key)
    ? `${entity}.${key}`
    : `${entity}.\`${key}\``;
}

function operators(key: string): readonly string[] {
  const { entity, name } = parsed(key);
  if (entity === 'metrics' || /^(start|end)_time$/.test(name)) {
    return NUMERIC;
  }
  if (entity === 'params' || entity === 'tags') {
    return NULLABLE;
  }
  return name === 'run_id' ? LISTED : TEXT;
}

function valuesOf(key: string, vocabulary: IVocabulary): readonly string[] {
  const { entity, name } = parsed(key);
  return entity === 'metrics' ? [] : (vocabulary[entity].get(name) ?? []);
}

interface IKey {
  readonly entity: keyof IVocabulary;
  readonly name: string;
}

function parsed(key: string): IKey {
  const [, prefix = '', name = key] = /^(\w+)\.(.+)$/s.exec(key) ?? [];
  const entity = (['metrics', 'params', 'tags', 'dataset'] as const).find(
    each => each === prefix || each === `${prefix}s`
  );
  return { entity: entity ?? 'attributes', name: name.replaceAll('`', '') };
}

/** Options that hold what is typed so far: those that begin with it first, then those whose name does. */
function matching(
  options: readonly string[],
  fragment: string
): readonly string[] {
  const typed = plain(fragment);
  const rank = (option: string): number => {
    const text = plain(option);
    if (text.startsWith(typed)) {
      return 0;
    }
    return text.includes(`.${typed}`) ? 1 : 2;
  };
  return options
    .filter(option => plain(option).includes(typed))
    .map((option, index) => ({ option, index, rank: rank(option) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, MOST_OPTIONS)
    .map(({ option }) => option);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/['"`]/g, '');
}

function isSystem(tag: string): boolean {
  return /^(mlflow|trackside)\./.test(tag);
}
