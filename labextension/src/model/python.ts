/** What can be spelled in Python. */
export type PythonValue =
  string | number | boolean | null | readonly PythonValue[];

/** A value as Python spells it; JSON's texts are Python's. */
export function python(value: PythonValue): string {
  if (Array.isArray(value)) {
    const parts = value as readonly PythonValue[];
    return `[${parts.map(python).join(', ')}]`;
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return value === null ? 'None' : JSON.stringify(value);
}
