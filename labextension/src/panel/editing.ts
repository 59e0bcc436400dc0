import { type RefCallback, useCallback, useRef, useState } from 'react';

/** Whether something is being edited; the keyboard returns to the button that opened it. */
export interface IEditing {
  readonly isEditing: boolean;
  readonly begin: () => void;
  readonly end: () => void;
  /** For the button that opens the editor. */
  readonly opener: RefCallback<HTMLButtonElement>;
}

/** Keep the state of an editor that takes the place of what it edits. */
export function useEditing(): IEditing {
  const [isEditing, setIsEditing] = useState(false);
  const isReturning = useRef(false);
  const opener = useCallback((button: HTMLButtonElement | null) => {
    if (button && isReturning.current) {
      isReturning.current = false;
      button.focus({ preventScroll: true });
    }
  }, []);
  return {
    isEditing,
    opener,
    begin: () => setIsEditing(true),
    end: () => {
      isReturning.current = true;
      setIsEditing(false);
    }
  };
}
