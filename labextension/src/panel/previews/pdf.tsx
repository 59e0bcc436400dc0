import { useEffect, useState } from 'react';

import { asTracksideError } from '../../api/error';
import { formatBytes } from '../../format';
import type { PreviewModel } from '../../model/preview';
import { usePanel } from '../context';
import { Problem } from '../problem';

/** The whole document comes into the browser's memory. */
const MAX_BYTES = 64_000_000;
const PDF = 'application/pdf';

interface IPdfProps {
  readonly preview: PreviewModel;
  /** In bytes. */
  readonly size: number;
}

/** A document in the browser's own viewer, which keeps its scripts from everything around it. */
export function Pdf({ preview, size }: IPdfProps) {
  const { trans } = usePanel();
  if (!navigator.pdfViewerEnabled) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__(
          'This browser shows no PDF. The arrow above downloads the file (%1).',
          formatBytes(size)
        )}
      </p>
    );
  }
  if (size > MAX_BYTES) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__(
          'This PDF is too large to be shown here. The arrow above downloads it (%1).',
          formatBytes(size)
        )}
      </p>
    );
  }
  return <Viewer preview={preview} />;
}

function Viewer({ preview }: Pick<IPdfProps, 'preview'>) {
  const { url, problem } = useObjectUrl(preview);
  if (problem !== null) {
    return <Problem text={problem} />;
  }
  return (
    <object
      className="jp-Trackside-Page"
      type={PDF}
      data={url ?? undefined}
      aria-label={preview.name}
    />
  );
}

/**
 * An address of the bytes, as a PDF and nothing else: whatever is in them, no browser takes them for a page.
 *
 * The server's own address would not do: under a sandbox, as all files of runs are, viewers refuse to work.
 */
function useObjectUrl(preview: PreviewModel): {
  readonly url: string | null;
  readonly problem: string | null;
} {
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isGone = false;
    const read = async (): Promise<void> => {
      try {
        const bytes = await preview.readFile();
        if (!isGone) {
          made = URL.createObjectURL(new Blob([bytes], { type: PDF }));
          setUrl(made);
        }
      } catch (reason) {
        setProblem(asTracksideError(reason).message);
      }
    };
    void read();
    return () => {
      isGone = true;
      if (made !== null) {
        URL.revokeObjectURL(made);
      }
    };
  }, [preview]);
  return { url, problem };
}
