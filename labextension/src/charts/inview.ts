import { type RefObject, useEffect, useState } from 'react';

/** Whether an element can be seen in what scrolls it, or is a screen or less away from that. */
export function useIsInView(root: RefObject<HTMLElement>): boolean {
  const [isInView, setIsInView] = useState(false);
  useEffect(() => {
    const element = root.current;
    if (!element) {
      return;
    }
    const observer = new IntersectionObserver(
      entries => setIsInView(entries.at(-1)?.isIntersecting ?? false),
      { root: scrollerOf(element), rootMargin: '100% 0px' }
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return isInView;
}

/** A margin counts only around the element that scrolls. */
function scrollerOf(element: HTMLElement): Element | null {
  return element.closest('[role=tabpanel]');
}
