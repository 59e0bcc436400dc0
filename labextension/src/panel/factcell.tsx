import type { TranslationBundle } from '@jupyterlab/translation';

import type { IWireRun } from '../api/wire';
import { formatAge, formatDuration, formatParam, formatTime } from '../format';
import type { RunAttribute } from '../model/runattributes';
import { datasetNames, datasetsText } from '../model/rundatasets';
import { columnWord, type FactColumn } from '../model/runcolumns';
import { isOpen } from '../model/table';
import { columnLabel } from './columnlabel';
import { useNow, usePanel } from './context';
import { statusWord } from './status';

interface IFactCellProps {
  readonly run: IWireRun;
  readonly column: FactColumn;
  /** The name of the run's experiment, where there are rows of others. */
  readonly experiment: string | null;
  readonly now: number;
}

/** A param, a tag or a fact of a run in a column of its own. */
export function FactCell({ run, column, experiment, now }: IFactCellProps) {
  const { trans } = usePanel();
  const fact = factOf(run, column, experiment, now, trans);
  return (
    <div
      role="gridcell"
      className="jp-Trackside-Row-fact"
      data-fact={columnWord(column)}
      title={`${columnLabel(column, trans)}: ${fact?.whole ?? '–'}`}
    >
      {column.key === 'duration' && isOpen(run) ? (
        <RunningTime start={run.start_time} />
      ) : (
        (fact?.short ?? '–')
      )}
    </div>
  );
}

/** Counts on by itself: the row and the list about it are not drawn again each second. */
function RunningTime({ start }: { readonly start: number }) {
  return <>{formatDuration(useNow(SECOND) - start)}</>;
}

const SECOND = 1000;

/** What a cell says. */
export interface IFact {
  readonly short: string;
  /** For who looks closer. */
  readonly whole: string;
}

function textOf(
  { params, tags }: IWireRun,
  { kind, key }: FactColumn
): IFact | null {
  const whole = kind === 'param' ? params[key] : tags[key];
  return whole === undefined ? null : { short: formatParam(whole), whole };
}

/** What a run has in a column; null if it lacks it. */
export function factOf(
  run: IWireRun,
  column: FactColumn,
  experiment: string | null,
  now: number,
  trans: TranslationBundle
): IFact | null {
  return column.kind === 'attribute'
    ? attributeOf(run, column.key, experiment, now, trans)
    : textOf(run, column);
}

function attributeOf(
  run: IWireRun,
  attribute: RunAttribute,
  experiment: string | null,
  now: number,
  trans: TranslationBundle
): IFact | null {
  const { end_time: end, start_time: start, tags } = run;
  switch (attribute) {
    case 'duration':
      return end === null ? null : same(formatDuration(end - start));
    case 'end':
      return end === null
        ? null
        : { short: formatAge(end, now), whole: formatTime(end) };
    case 'status':
      return same(statusWord(run.status, trans));
    case 'user':
      return same(run.user);
    case 'source':
      return shortened(tags['mlflow.source.name'], lastPart);
    case 'commit':
      return shortened(tags['mlflow.source.git.commit'], firstDigits);
    case 'description':
      return shortened(tags['mlflow.note.content'], firstLine);
    case 'datasets': {
      const whole = datasetsText(run);
      return whole === null ? null : { short: datasetNames(run), whole };
    }
    case 'experiment':
      return same(experiment ?? '');
  }
}

function same(text: string): IFact | null {
  return text === '' ? null : { short: text, whole: text };
}

function shortened(
  whole: string | undefined,
  shorten: (text: string) => string
): IFact | null {
  return whole ? { short: shorten(whole), whole } : null;
}

function lastPart(path: string): string {
  return /[^/\\]+[/\\]*$/.exec(path)?.[0] ?? path;
}

function firstDigits(hash: string): string {
  return hash.slice(0, 7);
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
