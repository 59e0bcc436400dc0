declare module 'plotly.js/lib/core' {
  const plotly: import('./charts/plotly').IPlotlyCore;
  export default plotly;
}

declare module 'plotly.js/lib/*' {
  const trace: import('./charts/plotly').IPlotlyTrace;
  export default trace;
}
