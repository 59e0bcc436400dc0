import { commandsPlugin } from './plugins/commands';
import { introductionPlugin } from './plugins/introduction';
import { launcherPlugin } from './plugins/launcher';
import { linksPlugin } from './plugins/links';
import { memoryPlugin } from './plugins/memory';
import { panelPlugin } from './plugins/panel';
import { statusPlugin } from './plugins/status';
import { trackerPlugin } from './plugins/tracker';

export * from './tokens';

export default [
  trackerPlugin,
  panelPlugin,
  commandsPlugin,
  statusPlugin,
  memoryPlugin,
  launcherPlugin,
  linksPlugin,
  introductionPlugin
];
