import type { ReactNode } from 'react';

import { Later } from '../later';
import { useObservable, usePanel } from './context';
import { Failure } from './failure';
import { ServerMissing } from './firstuse';
import { drawnLater } from './later';

// What is not seen at first is not loaded at first.
const OpenedRun = drawnLater(
  new Later(() => import('./rundetail')),
  code => code.OpenedRun
);
const ModelPage = drawnLater(
  new Later(() => import('./modelpage')),
  code => code.ModelPage
);
const OpenedVersion = drawnLater(
  new Later(() => import('./versionpage')),
  code => code.OpenedVersion
);
const ComparedVersions = drawnLater(
  new Later(() => import('./versionspage')),
  code => code.ComparedVersions
);

interface IViewsProps {
  /** What is shown while nothing is opened on top of it. */
  readonly top: ReactNode;
}

/** What the user went to: a run, a model, a version, or what they started from. */
export function Views({ top }: IViewsProps): ReactNode {
  const { model } = usePanel();
  useObservable(model);
  useObservable(model.navigation);
  const { server, navigation } = model;
  if (server.kind === 'missing') {
    return <ServerMissing />;
  }
  if (server.kind === 'failed') {
    const { error } = server;
    return <Failure error={error} onRetry={() => void model.start()} />;
  }
  switch (navigation.view.kind) {
    case 'run':
      return <OpenedRun />;
    case 'model':
      return <ModelPage name={navigation.view.name} />;
    case 'version':
      return <OpenedVersion />;
    case 'versions':
      return <ComparedVersions />;
    default:
      return top;
  }
}
