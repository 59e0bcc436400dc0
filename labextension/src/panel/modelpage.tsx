import { useEffect } from 'react';

import type { IWireModelVersion } from '../api/wire';
import { formatRelative, formatTime } from '../format';
import { Confirm } from './confirm';
import { useNow, useObservable, usePanel } from './context';
import { Description } from './description';
import { EmptyState } from './emptystate';
import { Section } from './facts';
import { Tags } from './tags';
import { ViewHeader } from './viewheader';

/** One registered model: what is said of it, and its versions. */
export default function ModelPage({ name }: { readonly name: string }) {
  const { model, trans } = usePanel();
  const { registry } = model;
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
            <ul>
              {registered.versions.map(version => (
                <VersionLine key={version.version} version={version} />
              ))}
            </ul>
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
      ) : (
        registry.state.kind === 'ready' && (
          <EmptyState kind="no-such-model" title={trans.__('No such model')}>
            <p>
              {trans.__('This store holds no registered model “%1”.', name)}
            </p>
          </EmptyState>
        )
      )}
    </section>
  );
}

function VersionLine({ version }: { readonly version: IWireModelVersion }) {
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
        <button
          type="button"
          className="jp-Trackside-Link"
          onClick={() => model.navigation.goToModel(version)}
        >
          {trans.__('Version %1', version.version)}
        </button>
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
