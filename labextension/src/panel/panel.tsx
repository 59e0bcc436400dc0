import {
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useMemo,
  useState
} from 'react';

import type { IWireRun } from '../api/wire';
import type { RunsModel } from '../model/runs';
import type { TracksideModel } from '../model/trackside';
import {
  type IPanelHost,
  PanelContext,
  useObservable,
  usePanel
} from './context';
import { ContextBar } from './contextbar';
import { Failure, ServerMissing } from './emptystate';
import { RunCount } from './runcount';
import { RunsView } from './runsview';
import { statusWord } from './status';
import { Tabs } from './tabs';

// What is not seen at first is not loaded at first: it would slow down the start of Lab.
const RunDetail = lazy(() => import('./rundetail'));
const CompareView = lazy(() => import('./compare'));
const ModelsView = lazy(() => import('./models'));

interface ITracksidePanelProps {
  readonly model: TracksideModel;
  readonly host: IPanelHost;
}

/** The whole panel: context bar, tabs, and what they show. */
export function TracksidePanel({ model, host }: ITracksidePanelProps) {
  const context = useMemo(() => ({ model, host }), [model, host]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && model.navigation.canGoBack) {
      event.stopPropagation();
      model.navigation.back();
    }
  };
  return (
    <PanelContext.Provider value={context}>
      <div className="jp-Trackside" onKeyDown={onKeyDown}>
        <ContextBar />
        <Suspense>
          <PanelBody />
        </Suspense>
        <RunEnds />
      </div>
    </PanelContext.Provider>
  );
}

function PanelBody() {
  const { model, trans } = usePanel();
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
  const { view } = navigation;
  if (view.kind === 'run') {
    const { detail } = model;
    return detail && <RunDetail key={detail.runId} detail={detail} />;
  }
  if (view.kind === 'compare') {
    return <CompareView />;
  }
  return (
    <>
      <Tabs
        label={trans.__('Trackside')}
        tabs={[
          { id: 'runs', label: trans.__('Runs') },
          { id: 'models', label: trans.__('Models') }
        ]}
        selected={view.kind}
        onSelect={kind => navigation.goTop(kind)}
      >
        {view.kind === 'runs' && <RunCount />}
      </Tabs>
      {view.kind === 'runs' ? (
        <RunsView />
      ) : (
        <ModelsView sought={view.sought} />
      )}
    </>
  );
}

/** Tells screen readers when a run ends, and nothing else. */
function RunEnds() {
  const { model, trans } = usePanel();
  const [words, setWords] = useState('');
  useEffect(() => {
    const onEnd = (_: RunsModel, run: IWireRun): void => {
      const status = statusWord(run.status, trans);
      setWords(trans.__('Run %1: %2', run.name, status));
    };
    model.runs.runEnded.connect(onEnd);
    return () => {
      model.runs.runEnded.disconnect(onEnd);
    };
  }, [model, trans]);
  return (
    <div className="jp-Trackside-hidden" aria-live="polite">
      {words}
    </div>
  );
}
