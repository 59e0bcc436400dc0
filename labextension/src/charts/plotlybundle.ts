/** The kinds of traces that our own charts use, and ways to the others: half of what all of plotly.js weighs. */
import bar from 'plotly.js/lib/bar';
import contour from 'plotly.js/lib/contour';
import Plotly from 'plotly.js/lib/core';
import parcoords from 'plotly.js/lib/parcoords';

import { isFlat, isSolid } from './traces';

// The core brings scatter.
Plotly.register([bar, contour, parcoords]);

/**
 * Have plotly draw these kinds of traces, too.
 *
 * They are imported from here and in two parcels, so that what is in this bundle is neither fetched twice nor cut
 * into many pieces.
 */
export async function teach(types: readonly string[]): Promise<void> {
  if (types.some(isFlat)) {
    Plotly.register((await import('./flattraces')).default);
  }
  if (types.some(isSolid)) {
    Plotly.register((await import('./solidtraces')).default);
  }
}

export default Plotly;
