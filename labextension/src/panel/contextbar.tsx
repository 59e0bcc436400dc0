import type { TranslationBundle } from '@jupyterlab/translation';

import type { ConnectionState } from '../api/feed';
import { LinkButton } from './buttons';
import { useObservable, usePanel } from './context';
import { ExperimentMenu } from './experimentmenu';
import { ExperimentNote } from './experimentnote';
import { ActiveRun } from './firstuse';

/** Where one is: notebook, experiment, the run that logs now, and the connection. */
export function ContextBar() {
  const { model, trans } = usePanel();
  useObservable(model);
  useObservable(model.runs);
  const { notebook, experiment, activeRun } = model;
  const isOverridden = !model.isPicked && !!notebook.resolved?.overridden;
  return (
    <header className="jp-Trackside-Context">
      <div className="jp-Trackside-Context-line">
        <ContextNames
          notebook={model.isPicked ? null : notebook.name}
          path={notebook.path}
          experiment={
            experiment?.name ?? notebook.resolved?.default_name ?? null
          }
        />
        {isOverridden && (
          <span
            className="jp-Trackside-Badge"
            data-badge="overridden"
            title={trans.__(
              'The experiment was set in code or by MLFLOW_EXPERIMENT_NAME: it is not the notebook’s own.'
            )}
          >
            {trans.__('set in code')}
          </span>
        )}
        {model.isPicked && (
          <LinkButton onClick={() => model.pick()}>
            {notebook.path === null
              ? trans.__('Back to experiments')
              : trans.__('Back to notebook')}
          </LinkButton>
        )}
        <Connection state={model.connection} />
      </div>
      {experiment && <ExperimentNote experiment={experiment} />}
      {activeRun && (
        <ActiveRun
          key={activeRun.run_id}
          run={activeRun}
          others={model.runs.running.length - 1}
          onOpen={() => model.navigation.openRun(activeRun.run_id)}
        />
      )}
    </header>
  );
}

interface IContextNamesProps {
  readonly notebook: string | null;
  readonly path: string | null;
  readonly experiment: string | null;
}

function ContextNames({ notebook, path, experiment }: IContextNamesProps) {
  const { trans } = usePanel();
  if (notebook === null && experiment === null) {
    return (
      <span className="jp-Trackside-Context-none">
        {trans.__('No notebook open')}
      </span>
    );
  }
  return (
    <>
      {notebook !== null && (
        <span
          className="jp-Trackside-Context-notebook"
          data-notebook={path ?? ''}
          title={path ?? ''}
        >
          {notebook}
        </span>
      )}
      {notebook !== null && experiment !== null && (
        <span aria-hidden="true">→</span>
      )}
      {experiment !== null && <ExperimentMenu name={experiment} />}
    </>
  );
}

/** The state of the push connection: silent while all is well. */
function Connection({ state }: { readonly state: ConnectionState }) {
  const { model, trans } = usePanel();
  const word = connectionWord(state, trans);
  const isWell = state === 'connected' || state === 'closed';
  return (
    <span
      className="jp-Trackside-Connection"
      data-connection={state}
      title={word}
    >
      <span className="jp-Trackside-Connection-dot" aria-hidden="true" />
      <span className={isWell ? 'jp-Trackside-hidden' : ''}>{word}</span>
      {state === 'offline' && (
        <LinkButton onClick={() => void model.refresh()}>
          {trans.__('Retry')}
        </LinkButton>
      )}
    </span>
  );
}

function connectionWord(
  state: ConnectionState,
  trans: TranslationBundle
): string {
  switch (state) {
    case 'closed':
      return trans.__('Not connected');
    case 'connecting':
      return trans.__('Connecting…');
    case 'connected':
      return trans.__('Connected: updates live');
    case 'reconnecting':
      return trans.__('Reconnecting…');
    case 'offline':
      return trans.__('Offline');
  }
}
