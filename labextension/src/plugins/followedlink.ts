import type { TranslationBundle } from '@jupyterlab/translation';

import { type DeadLink, followLink } from '../model/following';
import type { Link } from '../model/link';
import type { TracksideModel } from '../model/trackside';
import { sayFailure } from './said';

/** Show what a link leads to, or say that it is not there. */
export async function showLinked(
  link: Link,
  model: TracksideModel,
  trans: TranslationBundle
): Promise<void> {
  const dead = await followLink(link, model);
  if (dead) {
    sayFailure(wordsOn(dead, trans));
  }
}

function wordsOn(link: DeadLink, trans: TranslationBundle): string {
  if (link.kind === 'experiment') {
    return trans.__(
      'The link leads to experiment %1, which this store does not hold or has in its bin.',
      link.experimentId
    );
  }
  return link.version === null
    ? trans.__(
        'The link leads to the model %1, which is not in the registry of this store.',
        link.name
      )
    : trans.__(
        'The link leads to version %1 of the model %2, which is not in the registry of this store.',
        link.version,
        link.name
      );
}
