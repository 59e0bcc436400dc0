import { useState } from 'react';

import type { IWireModel } from '../api/wire';
import { formatRelative, formatTime } from '../format';
import { RegistryModel } from '../model/registry';
import { LinkButton } from './buttons';
import { useNow, useObservable, usePanel } from './context';
import { EmptyState, Failure } from './failure';

/** So few models need no search. */
const SEARCH_FROM = 6;

/** The registered models, each with its newest version and its aliases. */
export function ModelsView() {
  const { model, trans } = usePanel();
  const registry = model.part(RegistryModel);
  useObservable(registry);
  const [search, setSearch] = useState('');
  const { state, models } = registry;
  if (state.kind === 'failed') {
    const { error } = state;
    return <Failure error={error} onRetry={() => void registry.refresh()} />;
  }
  if (state.kind === 'ready' && models.length === 0) {
    return (
      <EmptyState kind="no-models" title={trans.__('No registered models')}>
        <p>
          {trans.__(
            'Open a run that logged a model and choose “Register model”, or call trackside.register_model() in the notebook.'
          )}
        </p>
      </EmptyState>
    );
  }
  const sought = search.trim().toLowerCase();
  const shown = models.filter(({ name }) =>
    name.toLowerCase().includes(sought)
  );
  return (
    <div className="jp-Trackside-Scroll jp-Trackside-Models">
      {models.length >= SEARCH_FROM && (
        <input
          type="search"
          className="jp-Trackside-Search"
          aria-label={trans.__('Search models by name')}
          placeholder={trans.__('Search models')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      )}
      {shown.length === 0 && sought !== '' && (
        <p className="jp-Trackside-Hint">
          {trans.__('No model has “%1” in its name.', search.trim())}
        </p>
      )}
      <ul>
        {shown.map(one => (
          <RegisteredModel key={one.name} registered={one} />
        ))}
      </ul>
    </div>
  );
}

function RegisteredModel({ registered }: { readonly registered: IWireModel }) {
  const { model, trans } = usePanel();
  const now = useNow(60_000);
  const { name, versions, last_updated_timestamp: updated } = registered;
  const [newest] = versions;
  return (
    <li className="jp-Trackside-Version" data-model={name}>
      <div className="jp-Trackside-Version-line">
        <LinkButton
          title={name}
          onClick={() => model.navigation.goToModel({ name, version: null })}
        >
          {name}
        </LinkButton>
        {newest && (
          <span className="jp-Trackside-Badge">
            {trans.__('Version %1', newest.version)}
          </span>
        )}
        {versions.flatMap(({ aliases, version }) =>
          aliases.map(alias => (
            <span
              key={alias}
              className="jp-Trackside-Badge"
              data-alias={alias}
              title={trans.__('%1 is version %2', alias, version)}
            >
              @{alias}
            </span>
          ))
        )}
        <time title={formatTime(updated)}>{formatRelative(updated, now)}</time>
      </div>
    </li>
  );
}
