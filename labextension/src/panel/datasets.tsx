import { useEffect, useState } from 'react';

import type { IWireDataset, IWireDatasetUse, IWireRun } from '../api/wire';
import type { DatasetCards } from '../model/datasetcards';
import { joined } from '../model/filter';
import { quoted } from '../model/quoting';
import { LinkButton } from './buttons';
import { useObservable, usePanel } from './context';
import { Fact, Pairs, Section } from './facts';
import { Fields } from './fields';
import { NotRead } from './notread';

interface IDatasetsProps {
  readonly run: IWireRun;
  readonly cards: DatasetCards;
}

/** The data that a run took in; nothing if it took in none. */
export function Datasets({ run, cards }: IDatasetsProps) {
  const { trans } = usePanel();
  return run.datasets.length === 0 ? null : (
    <Section name="datasets" title={trans.__('Datasets')}>
      {run.datasets.map(used => (
        <UsedDataset
          key={`${used.name} ${used.digest}`}
          {...{ used, run, cards }}
        />
      ))}
    </Section>
  );
}

interface IUsedDatasetProps extends IDatasetsProps {
  readonly used: IWireDatasetUse;
}

/** One of them: what it is called, what for, and unfolded what is known of it. */
function UsedDataset({ used, run, cards }: IUsedDatasetProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { name, digest, context } = used;
  return (
    <details
      className="jp-Trackside-Dataset"
      data-dataset={name}
      onToggle={event => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="jp-Trackside-Dataset-name">{name}</span>
        {context !== null && (
          <span className="jp-Trackside-Badge">{context}</span>
        )}
        <code>{digest}</code>
      </summary>
      {isOpen && <DatasetCard {...{ used, run, cards }} />}
    </details>
  );
}

function DatasetCard({ used, run, cards }: IUsedDatasetProps) {
  const { trans } = usePanel();
  useObservable(cards);
  useEffect(() => void cards.want(run), [cards, run]);
  const card = cards.get(used.name, used.digest);
  if (!card) {
    return <NotRead state={cards.state} onRetry={() => void cards.retry()} />;
  }
  return (
    <>
      <dl className="jp-Trackside-Facts">
        <Fact name={trans.__('From')}>{card.source}</Fact>
        <Fact name={trans.__('Kind')}>{card.source_type}</Fact>
      </dl>
      <Pairs kind="profile" pairs={card.profile} />
      <DatasetFields card={card} />
      <SameData used={used} />
    </>
  );
}

function DatasetFields({ card }: { readonly card: IWireDataset }) {
  const { trans } = usePanel();
  const { features, targets } = card;
  return (
    <>
      <Fields
        kind="features"
        title={targets ? trans.__('Features') : trans.__('Columns')}
        fields={features}
      />
      <Fields kind="targets" title={trans.__('Targets')} fields={targets} />
    </>
  );
}

/** The way to the other runs of the experiment that took in the same. */
function SameData({ used }: { readonly used: IWireDatasetUse }) {
  const { model, trans } = usePanel();
  const filter = joined([
    `dataset.name = ${quoted(used.name)}`,
    `dataset.digest = ${quoted(used.digest)}`
  ]);
  return (
    <LinkButton
      data-action="same-dataset"
      title={filter}
      onClick={() => {
        model.navigation.goTop('runs');
        void model.runs.setFilter(filter);
      }}
    >
      {trans.__('Runs with this dataset')}
    </LinkButton>
  );
}
