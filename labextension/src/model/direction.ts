const FALLING =
  /(^|[^a-z])(loss|losses|error|errors|err|mse|rmse|mae|mape|msle|rmsle|nll|perplexity|ppl|wer|cer|fid|regret|cost|distance|divergence|kl|brier|latency|time|duration)([^a-z]|$)/;

/** True if a metric of that name is likely to be better the greater it is. */
export function isLikelyToRise(key: string): boolean {
  const words = key.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return !FALLING.test(words);
}
