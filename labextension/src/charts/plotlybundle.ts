/** The kinds of traces that the charts use, and no others: half of what all of plotly.js weighs. */
import Plotly from 'plotly.js/lib/core';
import bar from 'plotly.js/lib/bar';
import contour from 'plotly.js/lib/contour';
import parcoords from 'plotly.js/lib/parcoords';

// The core brings scatter.
Plotly.register([bar, contour, parcoords]);

export default Plotly;
