import type { IWireRun } from '../api/wire';
import { ArtifactsModel } from '../model/artifacts';
import type { DetailModel } from '../model/detail';
import { hasImages, MediaModel } from '../model/media';
import type { RunTab } from '../model/navigation';
import { OpenRun } from '../model/openrun';
import { RunCells } from '../model/runcells';
import { Artifacts } from './artifacts';
import { useObservable, usePanel } from './context';
import { NoSuchRun } from './emptystate';
import { ExtensionTab } from './extensiontab';
import { MediaTab } from './mediatab';
import { MetricsTab } from './metricstab';
import { NotRead } from './notread';
import { Overview } from './overview';
import { ReadProblem } from './readproblem';
import { RunDetailHeader } from './rundetailheader';
import { Source } from './source';
import { type ITab, Tabs } from './tabs';
import { ViewHeader } from './viewheader';

interface IRunDetailProps {
  readonly detail: DetailModel;
}

/** The run that the user went to. */
export function OpenedRun() {
  const open = usePanel().model.part(OpenRun);
  useObservable(open);
  const { detail } = open;
  return detail && <RunDetail key={detail.runId} detail={detail} />;
}

/** Everything about one run, in tabs, with the way back. */
function RunDetail({ detail }: IRunDetailProps) {
  useObservable(detail);
  const { run, state } = detail;
  if (!run) {
    return (
      <section className="jp-Trackside-Detail">
        <ViewHeader title={detail.runId} />
        <NotRead
          state={state}
          missing={<NoSuchRun runId={detail.runId} />}
          onRetry={() => void detail.refresh()}
        />
      </section>
    );
  }
  return (
    <section
      className="jp-Trackside-Detail"
      data-run-id={run.run_id}
      data-status={run.status}
    >
      <RunDetailHeader run={run} detail={detail} />
      <ReadProblem state={state} />
      <RunTabs run={run} detail={detail} />
    </section>
  );
}

interface IRunTabsProps extends IRunDetailProps {
  readonly run: IWireRun;
}

/** Our own tabs, then those of extensions. */
function RunTabs({ run, detail }: IRunTabsProps) {
  const { model, trans } = usePanel();
  const { navigation } = model;
  useObservable(navigation);
  const isMedia = hasImages(run) || navigation.runTab === 'media';
  const tabs: readonly ITab<RunTab>[] = [
    { id: 'overview', label: trans.__('Overview') },
    { id: 'metrics', label: trans.__('Metrics') },
    ...(isMedia ? [{ id: 'media' as const, label: trans.__('Media') }] : []),
    { id: 'artifacts', label: trans.__('Artifacts') },
    { id: 'source', label: trans.__('Source') },
    ...navigation.runTabs.all
  ];
  return (
    <>
      <Tabs
        label={trans.__('Run')}
        tabs={tabs}
        selected={navigation.runTab}
        onSelect={tab => navigation.setRunTab(tab)}
      />
      <div className="jp-Trackside-Scroll" role="tabpanel">
        <RunTabContent run={run} detail={detail} />
      </div>
    </>
  );
}

function RunTabContent({ run, detail }: IRunTabsProps) {
  const { runTab, runTabs } = usePanel().model.navigation;
  switch (runTab) {
    case 'overview':
      return <Overview run={run} detail={detail} />;
    case 'metrics':
      return <MetricsTab run={run} history={detail.history} />;
    case 'media':
      return <MediaTab media={detail.part(MediaModel)} runId={run.run_id} />;
    case 'artifacts':
      return (
        <Artifacts
          artifacts={detail.part(ArtifactsModel)}
          canChange={run.lifecycle_stage === 'active'}
        />
      );
    case 'source':
      return <Source run={run} runCells={detail.part(RunCells)} />;
    default: {
      const tab = runTabs.get(runTab);
      return tab && <ExtensionTab key={tab.id} tab={tab} run={run} />;
    }
  }
}
