import { type RefObject, useEffect, useMemo, useRef } from 'react';

import { emphasise } from '../charts/emphasis';
import type { CompareTab } from '../model/comparesettings';
import { ComparisonModel } from '../model/comparison';
import type { TracksideModel } from '../model/trackside';
import { Button } from '../panel/buttons';
import {
  type IPanelHost,
  PanelContext,
  useObservable,
  usePanel
} from '../panel/context';
import { Tabs } from '../panel/tabs';
import { Actions } from './actions';
import { BarsTab } from './barstab';
import { ChartsTab } from './chartstab';
import { type IComparedRuns, useComparedRuns } from './comparedruns';
import { DifferencesTab } from './differencestab';
import { Legend } from './legend';
import { MediaTab } from './mediatab';
import { ParallelTab } from './paralleltab';
import { ScatterTab } from './scattertab';

interface ICompareViewProps {
  readonly model: TracksideModel;
  readonly host: IPanelHost;
}

/** The comparison of the runs whose eyes are open. */
export function CompareView({ model, host }: ICompareViewProps) {
  const context = useMemo(() => ({ model, host }), [model, host]);
  return (
    <PanelContext.Provider value={context}>
      <Comparison />
    </PanelContext.Provider>
  );
}

function Comparison() {
  const { model, trans } = usePanel();
  const comparison = model.part(ComparisonModel);
  useObservable(comparison);
  const compared = useComparedRuns();
  const { tab } = comparison.settings;
  const root = useRef<HTMLDivElement>(null);
  useEmphasis(root);
  return (
    <div
      ref={root}
      className="jp-Trackside jp-Trackside-Compare"
      data-view="compare"
    >
      <Tabs
        label={trans.__('Comparison')}
        tabs={[
          { id: 'charts', label: trans.__('Charts') },
          { id: 'parallel', label: trans.__('Parallel') },
          { id: 'scatter', label: trans.__('Scatter') },
          { id: 'bars', label: trans.__('Bars') },
          { id: 'media', label: trans.__('Media') },
          { id: 'differences', label: trans.__('Differences') }
        ]}
        selected={tab}
        onSelect={id => comparison.change({ tab: id })}
      >
        {compared.runs.length > 0 && tab !== 'media' && (
          <Actions {...compared} />
        )}
      </Tabs>
      {compared.runs.length === 0 ? (
        <NothingShown />
      ) : (
        <>
          <Legend {...compared} />
          <div className="jp-Trackside-Compare-body" role="tabpanel">
            <TabBody tab={tab} compared={compared} />
          </div>
        </>
      )}
    </div>
  );
}

/** The run that one points at stands out of the charts. */
function useEmphasis(root: RefObject<HTMLElement>): void {
  const { pointing } = usePanel().model;
  useEffect(() => {
    const show = (): void => {
      if (root.current) {
        emphasise(root.current, pointing.runId);
      }
    };
    pointing.changed.connect(show);
    return () => void pointing.changed.disconnect(show);
  }, [pointing, root]);
}

interface ITabBodyProps {
  readonly tab: CompareTab;
  readonly compared: IComparedRuns;
}

function TabBody({ tab, compared }: ITabBodyProps) {
  switch (tab) {
    case 'charts':
      return <ChartsTab {...compared} />;
    case 'parallel':
      return <ParallelTab {...compared} />;
    case 'scatter':
      return <ScatterTab {...compared} />;
    case 'bars':
      return <BarsTab {...compared} />;
    case 'media':
      return <MediaTab {...compared} />;
    case 'differences':
      return <DifferencesTab {...compared} />;
  }
}

/** What would be here, and how to get it. */
function NothingShown() {
  const { host, trans } = usePanel();
  return (
    <div className="jp-Trackside-Empty" data-empty="compare">
      <p>
        {trans.__(
          'The runs whose dots are filled in the list are compared here. None is.'
        )}
      </p>
      <Button data-action="show-panel" onClick={host.showPanel}>
        {trans.__('Show the list of runs')}
      </Button>
    </div>
  );
}
