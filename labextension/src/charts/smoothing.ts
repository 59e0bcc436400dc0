/**
 * An exponential moving average whose first values are not drawn towards zero, as in TensorBoard.
 *
 * A gap stays a gap and leaves the average as it was.
 */
export function smoothed(
  values: readonly (number | null)[],
  weight: number
): readonly (number | null)[] {
  let average = 0;
  let debias = 1;
  return values.map(value => {
    if (value === null) {
      return null;
    }
    average = average * weight + value * (1 - weight);
    debias *= weight;
    return average / (1 - debias);
  });
}
