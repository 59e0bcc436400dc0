import type { KeyboardEvent } from 'react';

import type { Navigation } from '../model/navigation';

/** Escape goes back, unless something inside took it for itself. */
export function backOnEscape(
  navigation: Navigation
): (event: KeyboardEvent) => void {
  return event => {
    if (event.key === 'Escape' && navigation.canGoBack) {
      event.stopPropagation();
      navigation.back();
    }
  };
}
