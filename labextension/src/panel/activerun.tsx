import { stopIcon } from '@jupyterlab/ui-components';
import { useState } from 'react';

import type { IWireRun } from '../api/wire';
import { formatElapsed } from '../format';
import { IconButton, LinkButton } from './buttons';
import { ConfirmDialog } from './confirmdialog';
import { useNow, usePanel } from './context';

/** The tag that names the kernel that a run logs from. */
const KERNEL_TAG = 'trackside.kernel_id';

export interface IActiveRunProps {
  readonly run: IWireRun;
  /** How many further runs log now. */
  readonly others: number;
  readonly onOpen: () => void;
}

/** The run that logs now, for how long, and the way to stop it. */
export function ActiveRun({ run, others, onOpen }: IActiveRunProps) {
  const { host, trans } = usePanel();
  const [isAsking, setIsAsking] = useState(false);
  const now = useNow(1000);
  const { stopRuns } = host;
  const kernelId = run.tags[KERNEL_TAG];
  const question = trans.__(
    'Stop %1? The cell that is being executed is interrupted; a run that a cell left open is ended.',
    run.name
  );
  return (
    <>
      <div className="jp-Trackside-Context-line" data-active-run={run.run_id}>
        <span className="jp-Trackside-LiveDot" aria-hidden="true" />
        <LinkButton
          title={trans.__('Open the running run %1', run.name)}
          onClick={onOpen}
        >
          {run.name}
        </LinkButton>
        {others > 0 && (
          <span className="jp-Trackside-Badge">
            {trans._n('+%1 run', '+%1 runs', others)}
          </span>
        )}
        <time className="jp-Trackside-Elapsed">
          {formatElapsed(now - run.start_time)}
        </time>
        {stopRuns && kernelId !== undefined && (
          <IconButton
            data-action="stop-run"
            title={trans.__('Stop %1', run.name)}
            onClick={() => setIsAsking(true)}
          >
            <stopIcon.react tag={null} />
          </IconButton>
        )}
      </div>
      {stopRuns && kernelId !== undefined && isAsking && (
        <ConfirmDialog
          label={trans.__('Stop %1', run.name)}
          question={question}
          action="stop-run"
          verb={trans.__('Stop')}
          onConfirm={async () => {
            await stopRuns(kernelId);
            setIsAsking(false);
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </>
  );
}
