/** One chart of a picture: what plotly drew, and where it stands. */
export interface IPictureTile {
  /** A whole SVG document. */
  readonly svg: string;
  readonly title: string;
  readonly left: number;
  readonly top: number;
}

/** A name and its colour. */
export interface IPictureKey {
  readonly name: string;
  readonly colour: string;
}

/** All that a picture shows. */
export interface IPicture {
  readonly tiles: readonly IPictureTile[];
  readonly keys: readonly IPictureKey[];
  readonly width: number;
  readonly height: number;
  readonly paper: string;
  readonly text: string;
  readonly font: string;
}

const KEY_WIDTH = 180;
const KEY_HEIGHT = 20;
const KEY_LETTERS = 24;

/** Put charts into one SVG document as they stand on the page, their titles above and the runs below them. */
export function pictureSvg(picture: IPicture): string {
  const { tiles, keys, width, height, paper, text, font } = picture;
  const columns = Math.max(1, Math.floor(width / KEY_WIDTH));
  const whole = height + Math.ceil(keys.length / columns) * KEY_HEIGHT + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}"`,
    ` font-family="${escaped(font)}" font-size="12" fill="${escaped(text)}">`,
    `<rect width="100%" height="100%" fill="${escaped(paper)}"/>`,
    ...tiles.map(tileSvg),
    ...keys.map((key, index) => {
      const x = (index % columns) * KEY_WIDTH + 8;
      const y = height + (Math.floor(index / columns) + 0.5) * KEY_HEIGHT;
      return keySvg(key, x, y);
    }),
    '</svg>'
  ].join('');
}

function tileSvg({ svg, title, left, top }: IPictureTile): string {
  const placed = svg.replace('<svg ', `<svg x="${left}" y="${top}" `);
  const caption = `<text x="${left + 8}" y="${top - 8}" font-weight="600">${escaped(title)}</text>`;
  return title ? caption + placed : placed;
}

function keySvg({ name, colour }: IPictureKey, x: number, y: number): string {
  const short =
    name.length > KEY_LETTERS ? `${name.slice(0, KEY_LETTERS - 1)}…` : name;
  return (
    `<circle cx="${x + 5}" cy="${y}" r="5" fill="${escaped(colour)}"/>` +
    `<text x="${x + 16}" y="${y + 4}">${escaped(short)}</text>`
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}
