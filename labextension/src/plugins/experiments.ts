import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  ICommandPalette,
  type MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { IStateDB } from '@jupyterlab/statedb';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';

import { CommandIDs, EXPERIMENTS_COMPARE_ID } from '../commands';
import { tracksideIcon } from '../icons';
import { Browsing } from '../model/browsing';
import { Memory } from '../model/memory';
import type { IPanelHost } from '../panel/context';
import { ITrackside } from '../tokens';
import { labHost } from './host';
import { mainTab } from './maintab';
import { labMemory } from './memory';

const ARGUMENTS = {
  type: 'object',
  properties: {
    experimentId: {
      type: 'string',
      description: 'The id of the experiment to show the runs of.'
    },
    experimentIds: {
      type: 'array',
      items: { type: 'string' },
      description: 'The ids of experiments to show the runs of in one list.'
    }
  }
} as const;

/** Browses all experiments of the store in a tab of the main area. */
export const experimentsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'trackside:experiments',
  description: 'Shows all experiments of the store in a tab of the main area.',
  autoStart: true,
  requires: [ITrackside],
  optional: [
    ITranslator,
    ICommandPalette,
    ILayoutRestorer,
    IRenderMimeRegistry,
    IStateDB
  ],
  activate: (
    app: JupyterFrontEnd,
    trackside: ITrackside,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    rendermime: IRenderMimeRegistry | null,
    state: IStateDB | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('trackside');
    const browsing = new Browsing(trackside.model);
    if (state) {
      new Memory(browsing.chosen, labMemory(state));
    }
    const tracker = new WidgetTracker<MainAreaWidget>({
      namespace: 'trackside-experiments'
    });
    const show = experimentsTab(
      app,
      browsing,
      labHost(app, trans, rendermime),
      tracker
    );
    app.commands.addCommand(
      CommandIDs.experiments,
      experimentsCommand(browsing, show, trans)
    );
    const category = trans.__('Trackside');
    palette?.addItem({ command: CommandIDs.experiments, category });
    void restorer?.restore(tracker, {
      command: CommandIDs.experiments,
      args: () => ({
        experimentIds: browsing.chosen.shown.map(each => each.experiment_id)
      }),
      name: () => 'experiments'
    });
  }
};

/** What shows the tab; it keeps its place in the layout, and what is chosen in it. */
function experimentsTab(
  app: JupyterFrontEnd,
  browsing: Browsing,
  base: IPanelHost,
  tracker: WidgetTracker<MainAreaWidget>
): () => Promise<MainAreaWidget> {
  const { chosen } = browsing;
  const compare = mainTab(app, async () => {
    const { CompareWidget } = await import('../compare/widget');
    return new CompareWidget(chosen, host, EXPERIMENTS_COMPARE_ID);
  });
  const show = mainTab(app, async () => {
    // Not at the start of Lab, which this would slow down.
    const { ExperimentsWidget } = await import('../experiments/widget');
    const widget = new ExperimentsWidget(browsing, host);
    const save = (): void => void tracker.save(widget);
    chosen.changed.connect(save);
    widget.disposed.connect(() => chosen.changed.disconnect(save));
    await tracker.add(widget);
    return widget;
  });
  // What is opened from the tab is of the tab: the panel stays with the notebook.
  const host: IPanelHost = {
    ...base,
    openCompare: () => void compare(),
    showPanel: () => void show()
  };
  return show;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function experimentsCommand(
  browsing: Browsing,
  show: () => Promise<unknown>,
  trans: TranslationBundle
): Parameters<JupyterFrontEnd['commands']['addCommand']>[1] {
  return {
    label: trans.__('All Experiments'),
    caption: trans.__('Browse the experiments of the store and their runs'),
    icon: tracksideIcon,
    describedBy: { args: ARGUMENTS },
    execute: async ({ experimentId, experimentIds }) => {
      const several: unknown[] = Array.isArray(experimentIds)
        ? experimentIds
        : [];
      await browsing.open([experimentId, ...several].filter(isText));
      await show();
    }
  };
}
