/** Runs that one request asks for: their ids have to fit into its address. */
const BATCH = 100;

/** Cut a list of run ids into parts that a request can ask for. */
export function batches(
  runIds: readonly string[],
  size = BATCH
): readonly (readonly string[])[] {
  const count = Math.ceil(runIds.length / size);
  return Array.from({ length: count }, (_, index) =>
    runIds.slice(index * size, (index + 1) * size)
  );
}
