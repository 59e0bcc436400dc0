import { useLayoutEffect, useRef } from 'react';

import type { IOutputData } from '../../model/notebookcells';
import { usePanel } from '../context';

/** An output of a cell as the application draws it; nothing where it cannot. */
export function Output({ output }: { readonly output: IOutputData }) {
  const { host } = usePanel();
  const node = useRef<HTMLDivElement>(null);
  const { renderOutput } = host;
  useLayoutEffect(() => {
    const place = node.current;
    if (!place || !renderOutput) {
      return;
    }
    return renderOutput(output, place);
  }, [output, renderOutput]);
  return <div ref={node} className="jp-Trackside-Output" />;
}
