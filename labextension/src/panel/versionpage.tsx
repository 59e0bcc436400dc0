import type { IWireVersionDetail } from '../api/wire';
import { formatBytes, formatTime } from '../format';
import { inferenceCells } from '../model/inference';
import { RegistryModel } from '../model/registry';
import { runFacts } from '../model/runfacts';
import type { VersionModel } from '../model/version';
import { Aliases } from './aliases';
import { Button, LinkButton } from './buttons';
import { Confirm } from './confirm';
import { useObservable, usePanel } from './context';
import { Description } from './description';
import { EmptyState } from './failure';
import { Fact, Pairs, Section } from './facts';
import { Flavors } from './flavors';
import { MetricsTable } from './metricstable';
import { NotRead } from './notread';
import { Signature } from './signature';
import { Stage } from './stage';
import { Tags } from './tags';
import { ViewHeader } from './viewheader';

interface IVersionPageProps {
  readonly open: VersionModel;
}

/** The version that the user went to. */
export function OpenedVersion() {
  const registry = usePanel().model.part(RegistryModel);
  useObservable(registry);
  return registry.opened && <VersionPage open={registry.opened} />;
}

/** One version of a registered model: what it is for, where it comes from, what it takes and gives. */
function VersionPage({ open }: IVersionPageProps) {
  const { trans } = usePanel();
  useObservable(open);
  const { name, version } = open.place;
  return (
    <section
      className="jp-Trackside-Detail"
      data-model-version={`${name}/${version}`}
    >
      <ViewHeader title={trans.__('%1, version %2', name, version)} />
      {open.detail ? (
        <div className="jp-Trackside-Scroll">
          <VersionDetail open={open} detail={open.detail} />
        </div>
      ) : (
        <NotRead
          state={open.state}
          missing={<NoSuchVersion open={open} />}
          onRetry={() => void open.refresh()}
        />
      )}
    </section>
  );
}

/** A link names a version that the store does not hold. */
function NoSuchVersion({ open: { place } }: IVersionPageProps) {
  const { trans } = usePanel();
  return (
    <EmptyState kind="no-such-model" title={trans.__('No such version')}>
      <p>
        {trans.__(
          'This store holds no version %1 of “%2”.',
          place.version,
          place.name
        )}
      </p>
    </EmptyState>
  );
}

interface IVersionDetailProps extends IVersionPageProps {
  readonly detail: IWireVersionDetail;
}

function VersionDetail({ open, detail }: IVersionDetailProps) {
  const { model, trans } = usePanel();
  const { version, run, card } = detail;
  const { name } = version;
  return (
    <>
      <Description
        of={trans.__('%1, version %2', name, version.version)}
        text={version.description}
        canEdit
        onSave={description => open.patch({ description })}
      />
      <Standing open={open} detail={detail} />
      <UseIt detail={detail} />
      <Section name="lineage" title={trans.__('Where it comes from')}>
        <Lineage detail={detail} />
      </Section>
      <Section name="signature" title={trans.__('Signature')}>
        {card ? (
          <Signature card={card} />
        ) : (
          <p className="jp-Trackside-Hint">{detail.problem}</p>
        )}
      </Section>
      {run && Object.keys(run.metrics).length > 0 && (
        <Section name="metrics" title={trans.__('Metrics of its run')}>
          <MetricsTable
            metrics={run.metrics}
            selected={null}
            onSelect={() => model.navigation.openRun(run.run_id, 'metrics')}
          />
        </Section>
      )}
      {run && Object.keys(run.params).length > 0 && (
        <Section name="params" title={trans.__('Parameters of its run')}>
          <Pairs kind="param" pairs={run.params} />
        </Section>
      )}
      <Section name="tags" title={trans.__('Tags')}>
        <Tags
          tags={version.tags}
          canEdit
          onChange={tags => open.patch({ tags })}
        />
      </Section>
      <Confirm
        action="delete-version"
        label={trans.__('Delete version')}
        question={trans.__(
          'Delete version %1 of “%2”? Its run and its files stay. This cannot be undone.',
          version.version,
          name
        )}
        onConfirm={async () => {
          await model.client.deleteVersion(open.place);
          await model.part(RegistryModel).refresh();
          model.navigation.back();
        }}
      />
    </>
  );
}

/** What the version is for, and what it is. */
function Standing({ open, detail }: IVersionDetailProps) {
  const { trans } = usePanel();
  const { version, card } = detail;
  return (
    <dl className="jp-Trackside-Facts">
      <Fact name={trans.__('Aliases')}>
        <Aliases
          aliases={version.aliases}
          onChange={aliases => open.patch({ aliases })}
        />
      </Fact>
      <Fact name={trans.__('Stage')}>
        <Stage
          stage={version.stage}
          onMove={(stage, archiveOthers) =>
            open.patch({ stage, archive_others: archiveOthers })
          }
        />
      </Fact>
      <Fact name={trans.__('Registered')}>
        {formatTime(version.creation_timestamp)}
      </Fact>
      <Fact name={trans.__('Size')}>
        {card?.size == null ? null : formatBytes(card.size)}
      </Fact>
      <Fact name={trans.__('Flavors')}>{card && <Flavors card={card} />}</Fact>
    </dl>
  );
}

/** The run, the notebook and the data that the version was made from. */
function Lineage({ detail }: { readonly detail: IWireVersionDetail }) {
  const { model, host, trans } = usePanel();
  const { run, experiment, version } = detail;
  const datasets = run?.datasets ?? [];
  const { openPath } = host;
  const notebook = run && runFacts(run).notebook;
  return (
    <dl className="jp-Trackside-Facts">
      <Fact name={trans.__('Run')}>
        {run ? (
          <LinkButton
            data-open-run={run.run_id}
            title={run.run_id}
            onClick={() => model.navigation.openRun(run.run_id)}
          >
            {run.name}
          </LinkButton>
        ) : (
          trans.__('not known, or deleted for good')
        )}
      </Fact>
      <Fact name={trans.__('Experiment')}>{experiment?.name ?? null}</Fact>
      <Fact name={trans.__('Notebook')}>
        {notebook !== null && openPath ? (
          <LinkButton
            data-open-notebook={notebook}
            onClick={() => openPath(notebook)}
          >
            {notebook}
          </LinkButton>
        ) : (
          notebook
        )}
      </Fact>
      <Fact name={trans.__('Data')}>
        {datasets.length === 0
          ? null
          : datasets.map(({ name, digest }) => (
              <div key={`${name} ${digest}`}>
                {name} <code>{digest}</code>
              </div>
            ))}
      </Fact>
      <Fact name={trans.__('Files')}>
        <code>{version.source}</code>
      </Fact>
    </dl>
  );
}

/** From the registry into code: cells that load the version and predict. */
function UseIt({ detail }: { readonly detail: IWireVersionDetail }) {
  const { host, trans } = usePanel();
  const { insertCells, newNotebook } = host;
  const cells = inferenceCells(detail.version, detail.card);
  return (
    <div className="jp-Trackside-Actions">
      {insertCells && (
        <Button
          data-action="use-in-notebook"
          title={trans.__(
            'Insert cells that load this version and predict into the notebook'
          )}
          onClick={() => insertCells(cells)}
        >
          {trans.__('Use in notebook')}
        </Button>
      )}
      {newNotebook && (
        <Button
          data-action="use-in-new-notebook"
          title={trans.__(
            'Make a notebook that loads this version and predicts'
          )}
          onClick={() => newNotebook(cells)}
        >
          {trans.__('New notebook')}
        </Button>
      )}
    </div>
  );
}
