import { useMemo } from 'react';

import { lineDiff } from '../model/linediff';
import { usePanel } from './context';

interface ILineChangesProps {
  readonly before: string;
  readonly after: string;
}

/** What became of a text: lines that are gone, and new ones. */
export function LineChanges({ before, after }: ILineChangesProps) {
  const { trans } = usePanel();
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  const words = {
    same: '',
    removed: trans.__('gone'),
    added: trans.__('new')
  };
  const signs = { same: ' ', removed: '−', added: '+' };
  return (
    <pre className="jp-Trackside-LineChanges" tabIndex={0}>
      {lines.map(({ kind, text }, index) => (
        <span key={index} data-line={kind}>
          <span aria-label={words[kind] || undefined}>{signs[kind]}</span>{' '}
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
