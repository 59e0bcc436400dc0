import { type IPictureKey, type IPictureTile, pictureSvg } from './picture';
import { loadPlotly } from './plotly';
import { chartTheme } from './theme';

/** Points of the picture for one of the page, so that it can be printed. */
const SCALE = 2;

/** Longer than any chart takes, so that one that cannot be drawn is left out. */
const MOST_MS = 20_000;

/** Wait until no chart within an element is still to be drawn. */
export async function chartsDrawn(root: HTMLElement): Promise<void> {
  const until = performance.now() + MOST_MS;
  do {
    await new Promise(requestAnimationFrame);
  } while (
    root.querySelector('.jp-Trackside-Plot[aria-busy=true]') &&
    performance.now() < until
  );
}

/** Draw the charts within an element as one SVG document, with the names of the runs. */
export async function svgOfCharts(
  root: HTMLElement,
  keys: readonly IPictureKey[]
): Promise<string> {
  const plotly = await loadPlotly();
  const plots = root.querySelectorAll<HTMLElement>('.js-plotly-plot');
  const boxes = Array.from(plots, plot => plot.getBoundingClientRect());
  const left = Math.min(...boxes.map(box => box.left));
  const top = Math.min(...boxes.map(box => box.top)) - 28;
  const tiles = await Promise.all(
    Array.from(plots, async (plot, index): Promise<IPictureTile> => {
      const { clientWidth: width, clientHeight: height } = plot;
      const url = await plotly.toImage(plot, { format: 'svg', width, height });
      const title = plot.closest('figure')?.querySelector('h4')?.textContent;
      return {
        svg: decodeURIComponent(url.slice(url.indexOf(',') + 1)),
        title: title ?? '',
        left: (boxes[index]?.left ?? left) - left,
        top: (boxes[index]?.top ?? top) - top
      };
    })
  );
  const { paper, text, font } = chartTheme(root);
  const width = Math.max(...boxes.map(box => box.right)) - left;
  const height = Math.max(...boxes.map(box => box.bottom)) - top;
  return pictureSvg({ tiles, keys, width, height, paper, text, font });
}

/** An SVG document as the pixels of a PNG. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob =>
      blob ? resolve(blob) : reject(new Error('the picture has no pixels'))
    );
  });
}
