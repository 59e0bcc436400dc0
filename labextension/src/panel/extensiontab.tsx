import { useLayoutEffect, useRef, useState } from 'react';

import type { IWireRun } from '../api/wire';
import type { IRunTab } from '../model/runtabs';
import { usePanel } from './context';
import { Problem } from './problem';

interface IExtensionTabProps {
  readonly tab: IRunTab;
  readonly run: IWireRun;
}

/** A run as an extension draws it; its failure takes the place of the drawing and breaks nothing else. */
export function ExtensionTab({ tab, run }: IExtensionTabProps) {
  const { trans } = usePanel();
  const node = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnTab | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const runId = run.run_id;
  // In the layout phase: a widget must be taken out while its place is still in the page.
  useLayoutEffect(() => {
    const place = node.current;
    if (!place) {
      return;
    }
    const drawing = new DrawnTab(tab, place, setFailure);
    drawn.current = drawing;
    return () => {
      drawn.current = null;
      drawing.dispose();
    };
  }, [tab, runId]);
  useLayoutEffect(() => drawn.current?.show(run), [tab, run]);
  return (
    <>
      {failure !== null && (
        <Problem
          text={trans.__('The tab “%1” failed: %2', tab.label, failure)}
        />
      )}
      <div ref={node} data-run-tab={tab.id} hidden={failure !== null} />
    </>
  );
}

/** One life of an extension's tab, from its first drawing to its end or its first failure. */
class DrawnTab {
  constructor(
    private readonly _tab: IRunTab,
    private readonly _node: HTMLElement,
    private readonly _onFailure: (message: string | null) => void
  ) {
    _onFailure(null);
  }

  /** Draw a run, or draw it anew. */
  show(run: IWireRun): void {
    if (this._hasFailed) {
      return;
    }
    this._guard(() => {
      if (this._view) {
        this._view.update(run);
      } else {
        this._view = this._tab.render(this._node, run);
      }
    });
  }

  dispose(): void {
    this._guard(() => this._view?.dispose());
    this._node.replaceChildren();
  }

  private _guard(act: () => void): void {
    try {
      act();
    } catch (reason) {
      this._hasFailed = true;
      // The extension's author finds the stack here.
      console.error(`trackside: the tab ${this._tab.id} failed`, reason);
      this._onFailure(
        reason instanceof Error ? reason.message : String(reason)
      );
    }
  }

  private _view: ReturnType<IRunTab['render']> | null = null;
  private _hasFailed = false;
}
