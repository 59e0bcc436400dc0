import { useState } from 'react';

import { usePanel } from '../context';

interface IMediaProps {
  readonly kind: 'audio' | 'video';
  readonly src: string;
  readonly name: string;
}

/** Something to listen to or to watch; no more of it is fetched than is played. */
export function Media({ kind, src, name }: IMediaProps) {
  const { trans } = usePanel();
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken) {
    return (
      <p className="jp-Trackside-Hint">
        {trans.__(
          'This cannot be played: it may be damaged, or of a kind that the browser does not know.'
        )}
      </p>
    );
  }
  const Player = kind;
  return (
    <Player
      controls
      preload="metadata"
      src={src}
      aria-label={name}
      onError={() => setIsBroken(true)}
    />
  );
}
