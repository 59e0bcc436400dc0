import { SidePanel } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';

import { PANEL_ID } from './commands';
import { tracksideIcon } from './icons';
import { Later } from './later';
import type { TracksideModel } from './model/trackside';
import { type IPanelHost, PanelContext } from './panel/context';
import { drawnLater } from './panel/later';
import { SeenWidget } from './panel/seenwidget';

// Who never looks at the panel never loads it: it would slow down the start of Lab.
const TracksidePanel = drawnLater(
  new Later(() => import('./panel/panel')),
  code => code.TracksidePanel
);

/** The panel as a widget of the side bar. */
export class TracksideSidePanel extends SidePanel {
  constructor(model: TracksideModel, host: IPanelHost) {
    super({ content: new Panel() });
    const { trans } = host;
    this.id = PANEL_ID;
    this.addClass('jp-Trackside-SidePanel');
    this.title.icon = tracksideIcon;
    this.title.caption = trans.__('Trackside');
    this.title.dataset = {
      ...this.title.dataset,
      jpTabLabel: trans.__('Trackside')
    };
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Trackside'));
    this.addWidget(body(model, host));
    // The keyboard starts here while there is nothing in the panel yet.
    this.node.tabIndex = -1;
  }

  /** The keyboard follows the user into the panel: to the list, or else to the tab that is open. */
  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    if (!this.node.contains(document.activeElement)) {
      const start =
        this.node.querySelector<HTMLElement>('[role=row][tabindex="0"]') ??
        this.node.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
      (start ?? this.node).focus({ preventScroll: true });
    }
  }
}

function body(model: TracksideModel, host: IPanelHost): SeenWidget {
  const widget = new SeenWidget(
    <PanelContext.Provider value={{ model, host }}>
      <TracksidePanel />
    </PanelContext.Provider>
  );
  widget.addClass('jp-Trackside-SidePanel-body');
  return widget;
}
