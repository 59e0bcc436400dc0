/** The colours and the font that a chart takes from the application's theme. */
export interface IChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly paper: string;
  readonly font: string;
  readonly fontSize: number;
}

/** Read the theme where an element stands. */
export function chartTheme(element: Element): IChartTheme {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string): string =>
    style.getPropertyValue(name).trim() || fallback;
  return {
    text: read('--jp-ui-font-color1', 'black'),
    grid: read('--jp-border-color2', 'silver'),
    paper: read('--jp-layout-color1', 'transparent'),
    font: read('--jp-ui-font-family', 'sans-serif'),
    fontSize: 11
  };
}

/** Call back when the application changes its theme; returns how to stop. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light']
  });
  return () => observer.disconnect();
}
