import { useState } from 'react';

import { usePanel } from '../context';

interface IPictureProps {
  readonly src: string;
  readonly name: string;
}

/** An image; one of SVG, too, which as an image runs no script. */
export function Picture({ src, name }: IPictureProps) {
  const { trans } = usePanel();
  const [isBroken, setIsBroken] = useState(false);
  return isBroken ? (
    <p className="jp-Trackside-Hint">
      {trans.__('This image cannot be shown: it may be damaged.')}
    </p>
  ) : (
    <img src={src} alt={name} onError={() => setIsBroken(true)} />
  );
}
