import { lazy, Suspense, useEffect, useMemo, useState } from 'react';

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
import { backOnEscape } from './leaving';
import { RunCount } from './runcount';
import { RunsView } from './runsview';
import { statusWord } from './status';
import { Tabs } from './tabs';
import { Views } from './views';

// What is not seen at first is not loaded at first: it would slow down the start of Lab.
const ModelsView = lazy(() => import('./models'));

interface ITracksidePanelProps {
  readonly model: TracksideModel;
  readonly host: IPanelHost;
}

/** The whole panel: context bar, tabs, and what they show. */
export default function TracksidePanel({ model, host }: ITracksidePanelProps) {
  const context = useMemo(() => ({ model, host }), [model, host]);
  return (
    <PanelContext.Provider value={context}>
      <div className="jp-Trackside" onKeyDown={backOnEscape(model.navigation)}>
        <ContextBar />
        <Views top={<TopView />} />
        <RunEnds />
      </div>
    </PanelContext.Provider>
  );
}

/** One of the views that have no way back. */
function TopView() {
  const { model, trans } = usePanel();
  useObservable(model.navigation);
  const kind = model.navigation.view.kind === 'models' ? 'models' : 'runs';
  return (
    <>
      <Tabs
        label={trans.__('Trackside')}
        tabs={[
          { id: 'runs', label: trans.__('Runs') },
          { id: 'models', label: trans.__('Models') }
        ]}
        selected={kind}
        onSelect={chosen => model.navigation.goTop(chosen)}
      >
        {kind === 'runs' && <RunCount />}
      </Tabs>
      {/* Of its own: while a view is loaded, the tabs must stay, and the focus on them. */}
      <Suspense>{kind === 'runs' ? <RunsView /> : <ModelsView />}</Suspense>
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
