import { useEffect, useState } from 'react';

import type { IWireModelVersion } from '../api/wire';
import { formatRelative, formatTime } from '../format';
import { RegistryModel } from '../model/registry';
import { Button, LinkButton } from './buttons';
import { Confirm } from './confirm';
import { useNow, useObservable, usePanel } from './context';
import { Description } from './description';
import { EmptyState } from './failure';
import { Section } from './facts';
import { NotRead } from './notread';
import { Tags } from './tags';
import { ViewHeader } from './viewheader';

/** One registered model: what is said of it, and its versions. */
export function ModelPage({ name }: { readonly name: string }) {
  const { model, trans } = usePanel();
  const registry = model.part(RegistryModel);
  useObservable(registry);
  useEffect(() => {
    void registry.load();
  }, [registry]);
  const registered = registry.get(name);
  return (
    <section className="jp-Trackside-Detail" data-model={name}>
      <ViewHeader title={name} />
      {registered ? (
        <div className="jp-Trackside-Scroll">
          <Description
            of={name}
            text={registered.description}
            canEdit
            onSave={description => registry.patch(name, { description })}
          />
          <Section name="versions" title={trans.__('Versions')}>
            {registered.versions.length === 0 && (
              <p className="jp-Trackside-Hint">
                {trans.__('All versions were deleted.')}
              </p>
            )}
            <Versions name={name} versions={registered.versions} />
          </Section>
          <Section name="tags" title={trans.__('Tags')}>
            <Tags
              tags={registered.tags}
              canEdit
              onChange={tags => registry.patch(name, { tags })}
            />
          </Section>
          <Confirm
            action="delete-model"
            label={trans.__('Delete model')}
            question={trans.__(
              'Delete “%1” with all its versions? The runs and their files stay. This cannot be undone.',
              name
            )}
            onConfirm={async () => {
              await registry.delete(name);
              model.navigation.goTop('models');
            }}
          />
        </div>
      ) : registry.state.kind === 'ready' ? (
        <EmptyState kind="no-such-model" title={trans.__('No such model')}>
          <p>{trans.__('This store holds no registered model “%1”.', name)}</p>
        </EmptyState>
      ) : (
        <NotRead
          state={registry.state}
          onRetry={() => void registry.changedOnServer()}
        />
      )}
    </section>
  );
}

interface IVersionsProps {
  readonly name: string;
  readonly versions: readonly IWireModelVersion[];
}

/** The versions, of which some can be chosen to be looked at side by side. */
function Versions({ name, versions }: IVersionsProps) {
  const { model, trans } = usePanel();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const chosen = versions
    .map(each => each.version)
    .filter(version => ticked.includes(version));
  const toggle = (version: string): void =>
    setTicked(
      chosen.includes(version)
        ? chosen.filter(each => each !== version)
        : [...chosen, version]
    );
  return (
    <>
      <ul>
        {versions.map(version => (
          <VersionLine
            key={version.version}
            version={version}
            isChosen={chosen.includes(version.version)}
            onToggle={
              versions.length > 1 ? () => toggle(version.version) : null
            }
          />
        ))}
      </ul>
      {versions.length > 1 && (
        <Button
          data-action="compare-versions"
          title={trans.__('Compare the ticked versions, or the latest two')}
          onClick={() =>
            model.navigation.compareVersions(name, comparable(versions, chosen))
          }
        >
          {trans.__('Compare')}
        </Button>
      )}
    </>
  );
}

/** What is ticked, or the latest two; the elder first, as one reads. */
function comparable(
  versions: readonly IWireModelVersion[],
  chosen: readonly string[]
): readonly string[] {
  const latest = versions.slice(0, 2).map(each => each.version);
  return (chosen.length > 1 ? chosen : latest).slice().reverse();
}

interface IVersionLineProps {
  readonly version: IWireModelVersion;
  readonly isChosen: boolean;
  /** Null if there is nothing to choose from. */
  readonly onToggle: (() => void) | null;
}

function VersionLine({ version, isChosen, onToggle }: IVersionLineProps) {
  const { model, trans } = usePanel();
  const now = useNow(60_000);
  const { name, creation_timestamp: created } = version;
  return (
    <li
      className="jp-Trackside-Version"
      data-model-version={`${name}/${version.version}`}
      data-stage={version.stage}
    >
      <div className="jp-Trackside-Version-line">
        {onToggle && (
          <input
            type="checkbox"
            aria-label={trans.__('Compare version %1', version.version)}
            checked={isChosen}
            onChange={onToggle}
          />
        )}
        <LinkButton onClick={() => model.navigation.goToModel(version)}>
          {trans.__('Version %1', version.version)}
        </LinkButton>
        {version.stage !== 'None' && (
          <span className="jp-Trackside-Badge">{version.stage}</span>
        )}
        {version.aliases.map(alias => (
          <span
            key={alias}
            className="jp-Trackside-Badge"
            data-alias={alias}
            title={alias}
          >
            @{alias}
          </span>
        ))}
        <time title={formatTime(created)}>{formatRelative(created, now)}</time>
      </div>
    </li>
  );
}
