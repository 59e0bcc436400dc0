/**
 * The first cells of tracking.
 *
 * They are two because `%%track` has to be the first line of its cell, and the magic has to be loaded before.
 */
export const SNIPPET_CELLS: readonly string[] = [
  '%load_ext trackside',
  [
    '%%track',
    'from trackside import log_metric',
    '',
    'for step in range(10):',
    '    log_metric("loss", 0.9**step, step)'
  ].join('\n')
];
