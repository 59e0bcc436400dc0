import { type RefObject, useEffect, useState } from 'react';

/** How far a scrolling element is scrolled, and how much of it is seen. */
export interface IViewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly width: number;
}

/** Assumed until the element is measured. */
const FIRST_HEIGHT = 600;
const FIRST_WIDTH = 320;

/** Follow an element's scrolling and size, at most once a frame. */
export function useViewport(ref: RefObject<HTMLElement>): IViewport {
  const [viewport, setViewport] = useState<IViewport>({
    scrollTop: 0,
    height: FIRST_HEIGHT,
    width: FIRST_WIDTH
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      setViewport({
        scrollTop: element.scrollTop,
        height: element.clientHeight || FIRST_HEIGHT,
        width: element.clientWidth || FIRST_WIDTH
      });
    };
    const schedule = (): void => {
      frame ||= requestAnimationFrame(measure);
    };
    const observer = new ResizeObserver(schedule);
    observer.observe(element);
    element.addEventListener('scroll', schedule, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      element.removeEventListener('scroll', schedule);
    };
  }, [ref]);
  return viewport;
}
