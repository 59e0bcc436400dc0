import { type IPictureTile, pictureSvg } from '../../src/charts/picture';

function tile(title: string): IPictureTile {
  return { svg: '<svg width="10"></svg>', title, left: 5, top: 30 };
}

const PICTURE = {
  tiles: [tile('loss < 1')],
  keys: [
    { name: 'a & b', colour: 'teal' },
    { name: 'a name that is much longer than its place', colour: 'red' },
    { name: 'third', colour: 'blue' }
  ],
  width: 400,
  height: 100,
  paper: 'white',
  text: 'black',
  font: 'a "font"'
};

it('is a document of the charts at their places, with titles and runs', () => {
  const document = new DOMParser().parseFromString(
    pictureSvg(PICTURE),
    'image/svg+xml'
  );
  expect(document.querySelector('parsererror')).toBeNull();
  const chart = document.querySelector('svg > svg');
  expect(chart?.getAttribute('x')).toBe('5');
  expect(chart?.getAttribute('y')).toBe('30');
  const texts = Array.from(
    document.querySelectorAll('text'),
    one => one.textContent
  );
  expect(texts).toEqual([
    'loss < 1',
    'a & b',
    'a name that is much lon…',
    'third'
  ]);
});

it('has as many rows of names as it takes', () => {
  expect(pictureSvg(PICTURE)).toContain('height="148"');
  expect(pictureSvg({ ...PICTURE, keys: [] })).toContain('height="108"');
});
