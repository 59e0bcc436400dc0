import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { EXPERIMENTS_COMPARE_ID } from '../commands';
import { CompareWidget } from '../compare/widget';
import { ExperimentsWidget } from '../experiments/widget';
import { Browsing } from '../model/browsing';
import { type IMemoryStore, Memory } from '../model/memory';
import type { TracksideModel } from '../model/trackside';
import type { IPanelHost } from '../panel/context';
import { mainTab } from './maintab';

/** What the command that shows experiments takes. */
export const ARGUMENTS = {
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

/** The tab with all experiments, and what is chosen in it. */
export interface IExperimentsTab {
  /** What brings the tab back as it is now. */
  readonly shown: { readonly experimentIds: readonly string[] };
  readonly open: (args: ReadonlyPartialJSONObject) => Promise<void>;
}

/** Make what shows the tab; it keeps its place in the layout, and what is chosen in it. */
export function experimentsTab(
  app: JupyterFrontEnd,
  panel: TracksideModel,
  base: IPanelHost,
  memory: IMemoryStore | null,
  tracker: WidgetTracker<MainAreaWidget>
): IExperimentsTab {
  const browsing = new Browsing(panel);
  const { chosen } = browsing;
  if (memory) {
    new Memory(chosen, memory);
  }
  const compare = mainTab(app, () =>
    Promise.resolve(new CompareWidget(chosen, host, EXPERIMENTS_COMPARE_ID))
  );
  const show = mainTab(app, async () => {
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
  return {
    get shown() {
      return { experimentIds: chosen.shown.map(each => each.experiment_id) };
    },
    open: async args => {
      await browsing.open(idsOf(args));
      await show();
    }
  };
}

function idsOf({
  experimentId,
  experimentIds
}: ReadonlyPartialJSONObject): readonly string[] {
  const several: unknown[] = Array.isArray(experimentIds) ? experimentIds : [];
  return [experimentId, ...several].filter(id => typeof id === 'string');
}
