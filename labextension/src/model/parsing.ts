/** Readers of JSON that an older or newer version may have written: what is not understood is left out. */

export function isRecord(
  value: unknown
): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an object; none of anything else. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function textsOrNull(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}

export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

export function flagOrNull(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** The fields that can be read; none of anything but an object. */
export function recordOf<T>(
  value: unknown,
  read: (found: unknown) => T | null
): Readonly<Record<string, T>> {
  const entries: [string, T][] = [];
  for (const [key, found] of Object.entries(fields(value))) {
    const understood = read(found);
    if (understood !== null) {
      entries.push([key, understood]);
    }
  }
  return Object.fromEntries(entries);
}

export function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

export function oneOf<T>(
  value: unknown,
  choices: readonly T[],
  otherwise: T
): T {
  return choices.find(each => each === value) ?? otherwise;
}
