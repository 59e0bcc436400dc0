import { useState } from 'react';

import { Check } from '../charts/controls';
import { shownDifferences } from '../model/differences';
import { RegistryModel } from '../model/registry';
import {
  type IVersionWords,
  versionDifferences,
  type VersionSection
} from '../model/versiondifferences';
import type { VersionsModel } from '../model/versions';
import { useObservable, usePanel } from './context';
import { DiffByKey } from './difftable';
import { NotRead } from './notread';
import { ViewHeader } from './viewheader';

interface IVersionsPageProps {
  readonly compared: VersionsModel;
}

/** The versions that the user compares. */
export function ComparedVersions() {
  const registry = usePanel().model.part(RegistryModel);
  useObservable(registry);
  return registry.compared && <VersionsPage compared={registry.compared} />;
}

/** Versions of a registered model side by side: metrics, parameters, signature and what is said of them. */
function VersionsPage({ compared }: IVersionsPageProps) {
  const { trans } = usePanel();
  useObservable(compared);
  const { place, state } = compared;
  return (
    <section className="jp-Trackside-Detail" data-compared={place.name}>
      <ViewHeader
        title={trans.__(
          '%1, versions %2',
          place.name,
          place.versions.join(', ')
        )}
      />
      {state.kind === 'ready' ? (
        <Differences compared={compared} />
      ) : (
        <NotRead state={state} onRetry={() => void compared.refresh()} />
      )}
    </section>
  );
}

function Differences({ compared }: IVersionsPageProps) {
  const { trans } = usePanel();
  const [isOnlyDifferent, setOnlyDifferent] = useState(true);
  const { details } = compared;
  const all = versionDifferences(details, versionWords(trans));
  const rows = shownDifferences(all, isOnlyDifferent, '');
  const titles: readonly (readonly [VersionSection, string])[] = [
    ['version', trans.__('Version')],
    ['metric', trans.__('Metrics of its run')],
    ['param', trans.__('Parameters of its run')],
    ['input', trans.__('Inputs')],
    ['output', trans.__('Outputs')],
    ['flavor', trans.__('Flavors')],
    ['tag', trans.__('Tags')]
  ];
  const columns = details.map(({ version: { version } }) => ({
    id: version,
    name: trans.__('Version %1', version),
    colour: null
  }));
  return (
    <>
      <div className="jp-Trackside-Compare-controls">
        <Check
          name="only-differences"
          label={trans.__('Only differences')}
          isChecked={isOnlyDifferent}
          onChange={setOnlyDifferent}
        />
        <span className="jp-Trackside-Compare-count">
          {trans.__('%1 of %2 keys', rows.length, all.length)}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className="jp-Trackside-Hint" data-empty="differences">
          {trans.__('These versions do not differ.')}
        </p>
      ) : (
        <DiffByKey {...{ columns, rows, titles }} />
      )}
    </>
  );
}

function versionWords(
  trans: ReturnType<typeof usePanel>['trans']
): IVersionWords {
  return {
    stage: trans.__('Stage'),
    aliases: trans.__('Aliases'),
    description: trans.__('Description'),
    registered: trans.__('Registered'),
    run: trans.__('Run'),
    experiment: trans.__('Experiment'),
    data: trans.__('Data'),
    unnamed: place => trans.__('column %1', place)
  };
}
