/** What draws the kinds of traces of figures of others that lie on the plane. */
import barpolar from 'plotly.js/lib/barpolar';
import box from 'plotly.js/lib/box';
import candlestick from 'plotly.js/lib/candlestick';
import funnel from 'plotly.js/lib/funnel';
import funnelarea from 'plotly.js/lib/funnelarea';
import heatmap from 'plotly.js/lib/heatmap';
import histogram from 'plotly.js/lib/histogram';
import histogram2d from 'plotly.js/lib/histogram2d';
import histogram2dcontour from 'plotly.js/lib/histogram2dcontour';
import icicle from 'plotly.js/lib/icicle';
import indicator from 'plotly.js/lib/indicator';
import ohlc from 'plotly.js/lib/ohlc';
import parcats from 'plotly.js/lib/parcats';
import pie from 'plotly.js/lib/pie';
import sankey from 'plotly.js/lib/sankey';
import scatterpolar from 'plotly.js/lib/scatterpolar';
import scatterternary from 'plotly.js/lib/scatterternary';
import sunburst from 'plotly.js/lib/sunburst';
import table from 'plotly.js/lib/table';
import treemap from 'plotly.js/lib/treemap';
import violin from 'plotly.js/lib/violin';
import waterfall from 'plotly.js/lib/waterfall';

export default [
  barpolar,
  box,
  candlestick,
  funnel,
  funnelarea,
  heatmap,
  histogram,
  histogram2d,
  histogram2dcontour,
  icicle,
  indicator,
  ohlc,
  parcats,
  pie,
  sankey,
  scatterpolar,
  scatterternary,
  sunburst,
  table,
  treemap,
  violin,
  waterfall
];
