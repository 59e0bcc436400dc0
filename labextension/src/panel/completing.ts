import {
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState
} from 'react';

import type { IWireRun } from '../api/wire';
import type { ICompletion } from '../model/completion';
import { firstUse } from './firstuse';
import { useLater } from './later';

/** The completions of a text field: what to draw, and what its events do. */
export interface ICompleting {
  /** Empty while the menu is closed. */
  readonly options: readonly string[];
  /** The option that Enter takes; -1 for none. */
  readonly active: number;
  readonly open: () => void;
  readonly close: () => void;
  readonly accept: (option: string) => void;
  /** @returns True if the key was the menu's. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Offer, in a text field, what may be typed next in a filter. */
export function useCompletion(
  input: RefObject<HTMLInputElement>,
  text: string,
  setText: (text: string) => void,
  known: () => readonly IWireRun[]
): ICompleting {
  const [runs, setRuns] = useState<readonly IWireRun[] | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const moveCaret = useCaret(input, text);
  const caret = input.current?.selectionStart ?? text.length;
  const completion = useCompletionAt(text, caret, isOpen ? runs : null);
  const options = completion?.options ?? [];
  const show = (isShown: boolean): void => {
    // Runs may have come since the menu was last open.
    setRuns(before => (isOpen && before ? before : known()));
    setIsOpen(isShown);
    setActive(-1);
  };
  const accept = (option: string): void => {
    if (completion) {
      const before = `${text.slice(0, completion.from)}${option} `;
      moveCaret(before.length);
      setText(before + text.slice(completion.to).trimStart());
      setActive(-1);
    }
  };
  return {
    options,
    active,
    accept,
    open: () => show(true),
    close: () => show(false),
    onKeyDown: event =>
      isTaken(event, options, active, { show, accept, setActive })
  };
}

/** What may be typed at a place in the text, in words of some runs; null without runs. */
function useCompletionAt(
  text: string,
  caret: number,
  runs: readonly IWireRun[] | null
): ICompletion | null {
  // A line without completions is a line still: if they cannot be loaded, that is not said.
  const { code } = useLater(firstUse, runs !== null);
  const words = useMemo(
    () => (runs && code ? code.vocabularyOf(runs) : null),
    [runs, code]
  );
  return useMemo(
    () => (words && code ? code.completionAt(text, caret, words) : null),
    [words, text, caret, code]
  );
}

interface IMenuActions {
  readonly show: (isShown: boolean) => void;
  readonly accept: (option: string) => void;
  readonly setActive: (index: number) => void;
}

function isTaken(event: KeyboardEvent, ...menu: MenuState): boolean {
  const isOurs = isMenuKey(event, ...menu);
  if (isOurs) {
    event.preventDefault();
    event.stopPropagation();
  }
  return isOurs;
}

type MenuState = [readonly string[], number, IMenuActions];

/** Does what a key means to the menu; says whether it means anything. */
function isMenuKey(
  { key, ctrlKey }: KeyboardEvent,
  ...[options, active, { show, accept, setActive }]: MenuState
): boolean {
  const count = options.length;
  const option = options[active];
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (count === 0) {
      show(true);
    } else if (key === 'ArrowDown') {
      setActive((active + 1) % count);
    } else {
      setActive(active <= 0 ? count - 1 : active - 1);
    }
    return true;
  }
  if ((key === 'Enter' || key === 'Tab') && option !== undefined) {
    accept(option);
    return true;
  }
  if ((key === 'Escape' && count > 0) || (key === ' ' && ctrlKey)) {
    show(key !== 'Escape');
    return true;
  }
  return false;
}

/** Puts the caret where it is told to once the new text is drawn. */
function useCaret(
  input: RefObject<HTMLInputElement>,
  text: string
): (place: number) => void {
  const wanted = useRef<number | null>(null);
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    if (wanted.current !== null) {
      input.current?.setSelectionRange(wanted.current, wanted.current);
      wanted.current = null;
      // What may follow depends on where the caret is now.
      redraw(count => count + 1);
    }
  }, [input, text]);
  return place => {
    wanted.current = place;
  };
}
