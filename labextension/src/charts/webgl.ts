/** True if the browser can draw parallel coordinates: plotly wants WebGL for them. */
export function hasWebGl(): boolean {
  const canvas = document.createElement('canvas');
  return canvas.getContext('webgl') !== null;
}
