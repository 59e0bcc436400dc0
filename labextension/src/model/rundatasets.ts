import type { IWireDatasetUse, IWireRun } from '../api/wire';

type Uses = Pick<IWireRun, 'datasets'>;

/** The data of a run by name and fingerprint; null if it says of none. */
export function datasetsText({ datasets }: Uses): string | null {
  return datasets.map(identity).join(', ') || null;
}

/** The data of a run by name alone, where there is little room. */
export function datasetNames({ datasets }: Uses): string {
  return [...new Set(datasets.map(({ name }) => name))].join(', ');
}

/**
 * The data of a run by what it was for.
 *
 * @param other - Names what is said of none.
 */
export function datasetsByContext(
  { datasets }: Uses,
  other: string
): Readonly<Record<string, string>> {
  const uses = new Map<string, string[]>();
  for (const used of datasets) {
    const context = used.context ?? other;
    uses.set(context, [...(uses.get(context) ?? []), identity(used)]);
  }
  return Object.fromEntries(
    Array.from(uses, ([context, texts]) => [context, texts.join(', ')])
  );
}

function identity({ name, digest }: IWireDatasetUse): string {
  return `${name} ${digest}`;
}
