import { MainAreaWidget } from '@jupyterlab/apputils';

import { compareIcon } from '../icons';
import { ComparisonModel } from '../model/comparison';
import type { TracksideModel } from '../model/trackside';
import type { IPanelHost } from '../panel/context';
import { SeenWidget } from '../panel/seenwidget';
import { CompareView } from './view';

/** The comparison as a tab of the main area. */
export class CompareWidget extends MainAreaWidget<SeenWidget> {
  constructor(
    private readonly _model: TracksideModel,
    private readonly _host: IPanelHost,
    id: string
  ) {
    super({
      content: new SeenWidget(<CompareView model={_model} host={_host} />)
    });
    this.id = id;
    this.toolbar.hide();
    this.title.icon = compareIcon;
    this.title.closable = true;
    this._model.changed.connect(this._name, this);
    this._name();
  }

  override dispose(): void {
    this._model.changed.disconnect(this._name, this);
    this._model.part(ComparisonModel).setShown(false);
    super.dispose();
  }

  protected override onAfterShow(): void {
    this._model.part(ComparisonModel).setShown(true);
  }

  protected override onAfterHide(): void {
    this._model.part(ComparisonModel).setShown(false);
  }

  private _name(): void {
    const { trans } = this._host;
    const path = this._model.experiment?.name ?? '';
    // Experiments are called after notebooks, with their folders: too long for a tab.
    const name = path.slice(path.lastIndexOf('/') + 1);
    this.title.label = name
      ? trans.__('Compare - %1', name)
      : trans.__('Compare');
    this.title.caption = path ? trans.__('Compare runs of %1', path) : '';
  }
}
