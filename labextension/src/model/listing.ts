import type { LifecycleStage } from '../api/client';

/** What the list shows of its experiments. */
export interface IListed {
  readonly filter: string;
  readonly stage: LifecycleStage;
}

export const EVERYTHING: IListed = { filter: '', stage: 'active' };

/** A name for some experiments, in whatever order; null for none. */
export function scopeOf(experimentIds: readonly string[]): string | null {
  return experimentIds.length > 0 ? [...experimentIds].sort().join('+') : null;
}
