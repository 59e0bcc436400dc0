/** A text as a filter holds it: there are no escapes, only two kinds of quotes. */
export function quoted(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
