import { useState } from 'react';

import type { IWireImage } from '../api/artifactwire';
import { formatTime } from '../format';
import type { MediaModel } from '../model/media';
import { usePanel } from './context';

/** Images below this many pixels are drawn larger, pixel by pixel: digits and tiles of sprites. */
const TINY = 64;

interface ISeriesImageProps {
  readonly media: MediaModel;
  readonly runId: string;
  readonly image: IWireImage;
}

/** An image of a series: its small copy, in full at a click. */
export function SeriesImage({ media, runId, image }: ISeriesImageProps) {
  const { trans } = usePanel();
  const [isFull, setIsFull] = useState(false);
  const [isTiny, setIsTiny] = useState(false);
  const [broken, setBroken] = useState<string | null>(null);
  const { key, step, timestamp, path, thumbnail } = image;
  const shown = isFull ? path : (thumbnail ?? path);
  if (broken === shown) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__('This image cannot be shown: it may be damaged.')}
      </p>
    );
  }
  return (
    <figure
      className="jp-Trackside-SeriesImage"
      data-step={step}
      data-full={isFull}
      data-tiny={isTiny}
    >
      <button
        type="button"
        aria-pressed={isFull}
        title={isFull ? trans.__('Show it small') : trans.__('Show it in full')}
        onClick={() => setIsFull(!isFull)}
      >
        <img
          src={media.url(runId, shown)}
          alt={trans.__('%1 at step %2', key, step)}
          loading="lazy"
          onLoad={({ currentTarget }) =>
            setIsTiny(currentTarget.naturalWidth < TINY)
          }
          onError={() => setBroken(shown)}
        />
      </button>
      <figcaption>
        <time dateTime={new Date(timestamp).toISOString()}>
          {formatTime(timestamp)}
        </time>
      </figcaption>
    </figure>
  );
}
