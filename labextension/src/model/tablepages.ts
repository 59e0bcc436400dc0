import type { IWireTable } from '../api/artifactwire';

/** The first row of the last page; null where the end is not known. */
export function lastPage({
  total,
  limit,
  is_estimated: isEstimated
}: IWireTable): number | null {
  return isEstimated
    ? null
    : Math.floor(Math.max(0, total - 1) / limit) * limit;
}
