/** The metrics that are named alike: what stands before the last slash is the same. */
export interface IChartSection {
  /** '' of metrics without a slash. */
  readonly name: string;
  readonly keys: readonly string[];
}

/** What the machine did is of interest now and then. */
export const FOLDED_AT_FIRST: readonly string[] = ['system'];

/** Sort metrics into sections: those without a prefix first, then in the order of their first metrics. */
export function chartSections(
  keys: readonly string[]
): readonly IChartSection[] {
  const sections = new Map<string, string[]>();
  for (const key of keys) {
    const name = key.slice(0, Math.max(0, key.lastIndexOf('/')));
    sections.set(name, [...(sections.get(name) ?? []), key]);
  }
  return Array.from(sections, ([name, own]) => ({ name, keys: own })).sort(
    (a, b) => Number(a.name !== '') - Number(b.name !== '')
  );
}

/** The metrics of the sections that are not folded; all, if there is but one section. */
export function unfoldedKeys(
  keys: readonly string[],
  folded: readonly string[]
): readonly string[] {
  const sections = chartSections(keys);
  return sections.length === 1
    ? keys
    : sections
        .filter(({ name }) => !folded.includes(name))
        .flatMap(section => section.keys);
}
