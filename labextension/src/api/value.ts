import type { WireValue } from './wire';

/** The number that a metric value of the wire stands for. */
export function parseValue(value: WireValue): number {
  return typeof value === 'number' ? value : Number(value);
}
