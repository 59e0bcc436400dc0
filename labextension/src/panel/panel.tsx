import { useEffect, useState } from 'react';

import type { IWireRun } from '../api/wire';
import { Later } from '../later';
import type { RunsModel } from '../model/runs';
import { useObservable, usePanel } from './context';
import { ContextBar } from './contextbar';
import { drawnLater } from './later';
import { backOnEscape } from './leaving';
import { RunCount } from './runcount';
import { RunsView } from './runsview';
import { statusWord } from './status';
import { Tabs } from './tabs';
import { Views } from './views';

const ModelsView = drawnLater(
  new Later(() => import('./models')),
  code => code.ModelsView
);

/** The whole panel: context bar, tabs, and what they show. */
export function TracksidePanel() {
  const { navigation } = usePanel().model;
  return (
    <div className="jp-Trackside" onKeyDown={backOnEscape(navigation)}>
      <ContextBar />
      <Views top={<TopView />} />
      <RunEnds />
    </div>
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
      {kind === 'runs' ? <RunsView /> : <ModelsView />}
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
