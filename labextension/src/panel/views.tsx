import { lazy, type ReactNode, Suspense } from 'react';

import { useObservable, usePanel } from './context';
import { Failure, ServerMissing } from './emptystate';

// What is not seen at first is not loaded at first: it would slow down the start of Lab.
const RunDetail = lazy(() => import('./rundetail'));
const ModelPage = lazy(() => import('./modelpage'));
const VersionPage = lazy(() => import('./versionpage'));
const VersionsPage = lazy(() => import('./versionspage'));

interface IViewsProps {
  /** What is shown while nothing is opened on top of it. */
  readonly top: ReactNode;
}

/** What the user went to: a run, a model, a version, or what they started from. */
export function Views({ top }: IViewsProps) {
  return (
    <Suspense>
      <PresentView top={top} />
    </Suspense>
  );
}

function PresentView({ top }: IViewsProps): ReactNode {
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
    case 'run': {
      const { detail } = model;
      return detail && <RunDetail key={detail.runId} detail={detail} />;
    }
    case 'model':
      return <ModelPage name={navigation.view.name} />;
    case 'version':
      return (
        model.registry.opened && <VersionPage open={model.registry.opened} />
      );
    case 'versions':
      return (
        model.registry.compared && (
          <VersionsPage compared={model.registry.compared} />
        )
      );
    default:
      return top;
  }
}
