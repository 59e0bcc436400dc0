import { MainAreaWidget } from '@jupyterlab/apputils';

import { EXPERIMENTS_ID } from '../commands';
import { tracksideIcon } from '../icons';
import type { Browsing } from '../model/browsing';
import type { IPanelHost } from '../panel/context';
import { SeenWidget } from '../panel/seenwidget';
import { ExperimentsView } from './view';

/** The experiments of the store as a tab of the main area. */
export class ExperimentsWidget extends MainAreaWidget<SeenWidget> {
  constructor(
    private readonly _browsing: Browsing,
    host: IPanelHost
  ) {
    super({
      content: new SeenWidget(
        <ExperimentsView browsing={_browsing} host={host} />
      )
    });
    this.id = EXPERIMENTS_ID;
    this.toolbar.hide();
    this.title.icon = tracksideIcon;
    this.title.label = host.trans.__('Experiments');
    this.title.caption = host.trans.__('All experiments of the store');
    this.title.closable = true;
  }

  override dispose(): void {
    this._browsing.experiments.setShown(false);
    super.dispose();
  }

  protected override onAfterShow(): void {
    this._browsing.experiments.setShown(true);
  }

  protected override onAfterHide(): void {
    this._browsing.experiments.setShown(false);
  }
}
