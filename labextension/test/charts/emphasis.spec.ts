import { emphasise, lineId } from '../../src/charts/emphasis';

/** Two charts as plotly draws them: the lines of runs a and b, and one line of another kind. */
function charts(): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = `
    <div class="js-plotly-plot"><svg><g class="plot"><g class="scatterlayer">
      <g class="trace trace${lineId('a', 'raw')}"></g>
      <g class="trace trace${lineId('a', 'line')}"></g>
      <g class="trace trace${lineId('b', 'line')}"></g>
    </g></g></svg></div>
    <div class="js-plotly-plot"><svg><g class="plot"><g class="scatterlayer">
      <g class="trace traceother"></g>
    </g></g></svg></div>`;
  return root;
}

function faded(root: HTMLElement): string[] {
  return Array.from(root.querySelectorAll('.jp-mod-faded'), line =>
    line.classList[1] === undefined ? '' : line.classList[1]
  );
}

it.each([
  ['a', [`trace${lineId('b', 'line')}`]],
  ['b', [`trace${lineId('a', 'raw')}`, `trace${lineId('a', 'line')}`]],
  ['c', []],
  [null, []]
])('pointing at %s fades %j', (runId, expected) => {
  const root = charts();
  emphasise(root, 'a');
  emphasise(root, runId);
  expect(faded(root)).toEqual(expected);
});
