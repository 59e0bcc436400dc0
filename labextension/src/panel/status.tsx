import type { TranslationBundle } from '@jupyterlab/translation';

import type { RunStatus } from '../api/wire';
import { statusIcons } from '../icons';
import { usePanel } from './context';

/** A run's status as an icon, with its word for those who cannot see it. */
export function StatusIcon({ status }: { readonly status: RunStatus }) {
  const { trans } = usePanel();
  const Icon = statusIcons[status].react;
  const word = statusWord(status, trans);
  return (
    <span className="jp-Trackside-Status" data-status={status} title={word}>
      <Icon tag={null} />
      <span className="jp-Trackside-hidden">{word}</span>
    </span>
  );
}

/** A status in words. */
export function statusWord(
  status: RunStatus,
  trans: TranslationBundle
): string {
  switch (status) {
    case 'RUNNING':
      return trans.__('Running');
    case 'SCHEDULED':
      return trans.__('Scheduled');
    case 'FINISHED':
      return trans.__('Finished');
    case 'FAILED':
      return trans.__('Failed');
    case 'KILLED':
      return trans.__('Killed');
  }
}
