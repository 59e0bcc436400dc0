import { nullTranslator } from '@jupyterlab/translation';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement, ReactNode } from 'react';

import { TracksideModel } from '../../src/model/trackside';
import { type IPanelHost, PanelContext } from '../../src/panel/context';
import { type FakeClient, fakeClient, FakeFeed } from '../fakes';

/** A panel's surroundings made of fakes. */
export interface IStage {
  readonly client: FakeClient;
  readonly feed: FakeFeed;
  readonly model: TracksideModel;
  readonly host: IPanelHost;
}

/** A model over fakes, and a host that only remembers. */
export function stage(): IStage {
  const client = fakeClient();
  const feed = new FakeFeed();
  return {
    client,
    feed,
    model: new TracksideModel(client, feed),
    host: {
      trans: nullTranslator.load('trackside'),
      insertSnippet: jest.fn(),
      openPath: jest.fn(),
      offerUndo: jest.fn(),
      sayFailure: jest.fn()
    }
  };
}

/** A component as a part of the panel. */
export function onStage(
  { model, host }: IStage,
  children: ReactNode
): ReactElement {
  return (
    <PanelContext.Provider value={{ model, host }}>
      {children}
    </PanelContext.Provider>
  );
}

/** Draw a component as a part of the panel. */
export function renderOn(here: IStage, children: ReactNode): RenderResult {
  return render(onStage(here, children));
}
