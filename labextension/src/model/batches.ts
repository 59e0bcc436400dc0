/** Runs that one request asks for: their ids have to fit into its address. */
export const RUNS_A_REQUEST = 100;

/** Cut a list into parts; one of run ids by default into such that a request can ask for. */
export function batches<T>(
  items: readonly T[],
  size = RUNS_A_REQUEST
): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * size, (index + 1) * size)
  );
}
