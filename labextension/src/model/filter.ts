/**
 * A filter as the conditions that AND joins. What they mean is the server's matter: here the text is only
 * cut where an AND stands outside of quotes and parentheses.
 */

const PIECE = /'[^']*'?|"[^"]*"?|`[^`]*`?|[()]|[^\s()'"`]+/g;

/** The conditions of a filter; one whole if an OR binds them. */
export function conditionsOf(filter: string): readonly string[] {
  const { parts, isLoose } = cut(filter);
  return isLoose ? [filter.trim()] : parts;
}

/** The filter that all of some conditions make. */
export function joined(conditions: readonly string[]): string {
  const parts = conditions.map(each => each.trim()).filter(each => each !== '');
  return parts
    .map(each => (parts.length > 1 && cut(each).isLoose ? `(${each})` : each))
    .join(' AND ');
}

/** The filter with a condition more, or without it if it has it. */
export function toggled(filter: string, condition: string): string {
  const conditions = conditionsOf(filter);
  return joined(
    conditions.includes(condition)
      ? conditions.filter(each => each !== condition)
      : [...conditions, condition]
  );
}

interface ICut {
  readonly parts: readonly string[];
  /** True if an OR stands outside of parentheses. */
  readonly isLoose: boolean;
}

function cut(filter: string): ICut {
  const parts: string[] = [];
  let [depth, start, isLoose] = [0, 0, false];
  for (const { 0: piece, index } of filter.matchAll(PIECE)) {
    const word = piece.toUpperCase();
    depth += Number(piece === '(') - Number(piece === ')');
    if (depth === 0 && word === 'AND') {
      parts.push(filter.slice(start, index));
      start = index + piece.length;
    }
    isLoose ||= depth === 0 && word === 'OR';
  }
  parts.push(filter.slice(start));
  return {
    parts: parts.map(part => part.trim()).filter(part => part !== ''),
    isLoose
  };
}
