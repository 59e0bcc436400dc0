import type { IWireModelField, IWireVersionDetail } from '../api/wire';
import { formatTime } from '../format';
import {
  type IDiffRow,
  listed,
  metricRows,
  paramRows,
  type Values
} from './differences';
import { datasetsText } from './rundatasets';

/** The parts of a model's version that are compared, in the order in which they are listed. */
export type VersionSection =
  'version' | 'metric' | 'param' | 'input' | 'output' | 'flavor' | 'tag';

/** Names of the facts that have no key of their own. */
export interface IVersionWords {
  readonly stage: string;
  readonly aliases: string;
  readonly description: string;
  readonly registered: string;
  readonly run: string;
  readonly experiment: string;
  readonly data: string;
  /** Of a column without a name, by its place from 1. */
  readonly unnamed: (place: number) => string;
}

/** Compare versions of a model key by key, with the runs that they come from. */
export function versionDifferences(
  details: readonly IWireVersionDetail[],
  words: IVersionWords
): readonly IDiffRow<VersionSection>[] {
  const runs = details.map(({ run }) => run);
  const cards = details.map(({ card }) => card);
  const signed = (fields: readonly IWireModelField[] | null | undefined) =>
    types(fields ?? [], words);
  return [
    ...listed(
      'version',
      details.map(detail => facts(detail, words))
    ),
    ...metricRows('metric', runs),
    ...paramRows('param', runs),
    ...listed(
      'input',
      cards.map(card => signed(card?.inputs))
    ),
    ...listed(
      'output',
      cards.map(card => signed(card?.outputs))
    ),
    ...listed(
      'flavor',
      cards.map(card => card?.flavors ?? {})
    ),
    ...listed(
      'tag',
      details.map(({ version }) => version.tags)
    )
  ];
}

function facts(detail: IWireVersionDetail, words: IVersionWords): Values {
  const { version, run, experiment } = detail;
  const aliases = version.aliases.map(alias => `@${alias}`);
  return {
    [words.stage]: version.stage,
    [words.aliases]: aliases.join(', ') || null,
    [words.description]: version.description || null,
    [words.registered]: formatTime(version.creation_timestamp),
    [words.run]: run?.name,
    [words.experiment]: experiment?.name,
    [words.data]: run && datasetsText(run)
  };
}

function types(
  fields: readonly IWireModelField[],
  words: IVersionWords
): Values {
  return Object.fromEntries(
    fields.map(({ name, type }, index) => [
      name ?? words.unnamed(index + 1),
      type
    ])
  );
}
