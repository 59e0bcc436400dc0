import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ReactElement, ReactNode } from 'react';

import { Observable } from '../model/observable';
import { SeenContext, useObservable } from './context';

/** A widget that is drawn from when it is first seen, and not again while it is hidden. */
export class SeenWidget extends ReactWidget {
  constructor(private readonly _content: ReactElement) {
    super();
  }

  override dispose(): void {
    this._sight.dispose();
    super.dispose();
  }

  protected override render(): ReactElement | null {
    return this._wasSeen ? (
      <WhileSeen sight={this._sight}>{this._content}</WhileSeen>
    ) : null;
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._look();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._look();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._look();
  }

  private _look(): void {
    this._sight.setSeen(this.isVisible);
    if (this.isVisible && !this._wasSeen) {
      this._wasSeen = true;
      this.update();
    }
  }

  private readonly _sight = new Sight();
  private _wasSeen = false;
}

/** Whether somebody can see a widget. */
class Sight extends Observable {
  get isSeen(): boolean {
    return this._isSeen;
  }

  setSeen(isSeen: boolean): void {
    if (isSeen !== this._isSeen) {
      this._isSeen = isSeen;
      this.notify();
    }
  }

  private _isSeen = false;
}

interface IWhileSeenProps {
  readonly sight: Sight;
  readonly children: ReactNode;
}

function WhileSeen({ sight, children }: IWhileSeenProps) {
  useObservable(sight);
  return (
    <SeenContext.Provider value={sight.isSeen}>{children}</SeenContext.Provider>
  );
}
