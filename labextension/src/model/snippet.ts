/**
 * The first cells of tracking.
 *
 * They are two because `%%track` has to be the first line of its cell, and the magic has to be loaded before.
 */
export const SNIPPET_CELLS: readonly string[] = [
  '%load_ext trackside',
  [
    '%%track',
    'import trackside',
    '',
    'trackside.log_param("lr", 0.01)',
    'for step in range(10):',
    '    trackside.log_metric("loss", 1 / (step + 1), step=step)'
  ].join('\n')
];
