import { copyIcon } from '@jupyterlab/ui-components';

import { Button } from './buttons';
import { usePanel } from './context';

interface ICopyCodeProps {
  readonly title: string;
  /** Makes the cell when it is asked for. */
  readonly code: () => string;
}

/** Copies a cell of a notebook that does what is seen. */
export function CopyCode({ title, code }: ICopyCodeProps) {
  const { host, trans } = usePanel();
  return (
    <Button
      data-action="copy-code"
      title={title}
      onClick={() =>
        host.copyText(
          code(),
          trans.__('Copied: paste it into a cell of a notebook.')
        )
      }
    >
      <copyIcon.react tag={null} />
      {trans.__('Copy as code')}
    </Button>
  );
}
