import { nullTranslator } from '@jupyterlab/translation';
import { act, render, type RenderResult } from '@testing-library/react';
import type { ReactElement, ReactNode } from 'react';

import { TracksideModel } from '../../src/model/trackside';
import { type IPanelHost, PanelContext } from '../../src/panel/context';
import { TracksidePanel } from '../../src/panel/panel';
import { type FakeClient, fakeClient, FakeFeed, settled } from '../fakes';

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
      insertCells: jest.fn(),
      newNotebook: jest.fn(),
      readNotebook: jest.fn(),
      stopRuns: jest.fn(),
      renderMarkdown: null,
      renderOutput: null,
      openArtifact: jest.fn(),
      openPath: jest.fn(),
      openExperiments: jest.fn(),
      openCompare: jest.fn(),
      showPanel: jest.fn(),
      copyText: jest.fn(),
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

/** Draw the whole panel beside a notebook, or beside none. */
export async function openPanel(
  here: IStage,
  path: string | null
): Promise<void> {
  renderOn(here, <TracksidePanel />);
  await act(async () => {
    await here.model.start();
    await here.model.notebook.follow(path);
    await settled();
  });
}

/** The first element that a selector finds; fails if there is none. */
export function hook(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) {
    throw new Error(`nothing matches ${selector}`);
  }
  return found;
}
