import { artifactPlugin } from './plugins/artifact';
import { cellsPlugin } from './plugins/cells';
import { commandsPlugin } from './plugins/commands';
import { comparePlugin } from './plugins/compare';
import { experimentsPlugin } from './plugins/experiments';
import { introductionPlugin } from './plugins/introduction';
import { launcherPlugin } from './plugins/launcher';
import { linksPlugin } from './plugins/links';
import { memoryPlugin } from './plugins/memory';
import { notebookButtonPlugin } from './plugins/notebookbutton';
import { panelPlugin } from './plugins/panel';
import { statusPlugin } from './plugins/status';
import { trackerPlugin } from './plugins/tracker';

export * from './tokens';

export default [
  trackerPlugin,
  panelPlugin,
  commandsPlugin,
  cellsPlugin,
  comparePlugin,
  experimentsPlugin,
  artifactPlugin,
  statusPlugin,
  notebookButtonPlugin,
  memoryPlugin,
  launcherPlugin,
  linksPlugin,
  introductionPlugin
];
