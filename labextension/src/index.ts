import { commandsPlugin } from './plugins/commands';
import { panelPlugin } from './plugins/panel';
import { statusPlugin } from './plugins/status';
import { trackerPlugin } from './plugins/tracker';

export * from './tokens';

export default [trackerPlugin, panelPlugin, commandsPlugin, statusPlugin];
