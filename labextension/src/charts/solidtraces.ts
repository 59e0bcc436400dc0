/** What draws the kinds of traces of figures of others that need WebGL. */
import mesh3d from 'plotly.js/lib/mesh3d';
import scatter3d from 'plotly.js/lib/scatter3d';
import scattergl from 'plotly.js/lib/scattergl';
import splom from 'plotly.js/lib/splom';
import surface from 'plotly.js/lib/surface';

export default [mesh3d, scatter3d, scattergl, splom, surface];
