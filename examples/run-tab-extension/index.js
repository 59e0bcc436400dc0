import { Clipboard } from '@jupyterlab/apputils';
import { ITrackside } from 'trackside';

/** LaTeX's own characters, as text. */
const escaped = text => text.replace(/[&%$#_{}]/g, '\\$&');

/** The params and the latest metrics of a run as a table of a paper. */
function latexTable({ name, params, metrics }) {
  const rows = [
    ...Object.entries(params),
    ...Object.entries(metrics).map(([key, { last }]) => [
      key,
      // JSON has no NaN and no infinities: those come as words.
      typeof last === 'number' ? last.toPrecision(3) : last
    ])
  ].map(pair => `  ${pair.map(escaped).join(' & ')} \\\\`);
  return [
    `% ${name}`,
    '\\begin{tabular}{lr}',
    ...rows,
    '\\end{tabular}'
  ].join('\n');
}

/** Draw a run into a node; what is returned keeps the drawing up to date. */
function render(node, run) {
  const table = document.createElement('pre');
  const copy = document.createElement('button');
  copy.className = 'jp-Trackside-Button';
  copy.textContent = 'Copy';
  copy.onclick = () => Clipboard.copyToSystem(table.textContent);
  node.append(table, copy);

  const update = latest => {
    table.textContent = latexTable(latest);
  };
  update(run);
  return { update, dispose: () => undefined };
}

export default {
  id: 'trackside-paper-tab:plugin',
  description: 'Adds the tab “Paper” to the runs of Trackside.',
  autoStart: true,
  requires: [ITrackside],
  activate: (_, trackside) => {
    trackside.addRunTab({ id: 'trackside-paper-tab:paper', label: 'Paper', render });
  }
};
