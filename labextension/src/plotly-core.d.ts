declare module 'plotly.js/lib/core' {
  const plotly: import('./charts/plotly').Plotly;
  export default plotly;
}
