import type { IWireNotice } from '../api/wire';
import { DetailModel } from './detail';
import { Observable } from './observable';
import type { IPart, IWhole } from './part';

/** The run that the user went to. */
export class OpenRun extends Observable implements IPart {
  constructor(private readonly _whole: IWhole) {
    super();
    _whole.navigation.changed.connect(this._follow, this);
    this._follow();
  }

  /** Null while no run is open. */
  get detail(): DetailModel | null {
    return this._detail;
  }

  async changedOnServer(notice?: IWireNotice): Promise<void> {
    const detail = this._detail;
    if (!detail) {
      return;
    }
    const changed = Object.values(notice?.runs ?? {}).flat();
    if (!notice || notice.registry || changed.includes(detail.runId)) {
      await detail.refresh();
    }
  }

  override dispose(): void {
    this._whole.navigation.changed.disconnect(this._follow, this);
    this._detail?.dispose();
    super.dispose();
  }

  private _follow(): void {
    const { client, navigation, runs } = this._whole;
    const { view } = navigation;
    const runId = view.kind === 'run' ? view.runId : null;
    if (runId === (this._detail?.runId ?? null)) {
      return;
    }
    this._detail?.dispose();
    this._detail =
      runId === null ? null : new DetailModel(client, runId, runs.get(runId));
    void this._detail?.refresh();
    this.notify();
  }

  private _detail: DetailModel | null = null;
}
