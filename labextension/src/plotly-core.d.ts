declare module 'plotly.js/lib/core' {
  const plotly: import('./charts/plotly').Plotly & {
    register(traces: readonly import('./charts/plotly').IPlotlyTrace[]): void;
  };
  export default plotly;
}

declare module 'plotly.js/lib/bar' {
  const trace: import('./charts/plotly').IPlotlyTrace;
  export default trace;
}

declare module 'plotly.js/lib/contour' {
  const trace: import('./charts/plotly').IPlotlyTrace;
  export default trace;
}

declare module 'plotly.js/lib/parcoords' {
  const trace: import('./charts/plotly').IPlotlyTrace;
  export default trace;
}
