import { type RefObject, useEffect, useState } from 'react';

import { isJump } from '../model/windowing';

/** How far a scrolling element is scrolled, and how much of it is seen. */
export interface IViewport {
  readonly scrollTop: number;
  readonly height: number;
  /** True until it rests, after it was scrolled to rows that are all others. */
  readonly hasJumped: boolean;
}

/** Assumed until the element is measured. */
const FIRST_HEIGHT = 600;
const FIRST_WIDTH = 320;

/** Without a scroll for so long it rests. */
const RESTS_AFTER_MS = 100;

/** Follow an element's width. */
export function useWidth(ref: RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() =>
      setWidth(element.clientWidth || FIRST_WIDTH)
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Follow an element's scrolling and height, at most once a frame. */
export function useViewport(ref: RefObject<HTMLElement>): IViewport {
  const [viewport, setViewport] = useState<IViewport>({
    scrollTop: 0,
    height: FIRST_HEIGHT,
    hasJumped: false
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    let frame = 0;
    let rest = 0;
    const follow = (): void => {
      frame = 0;
      window.clearTimeout(rest);
      rest = window.setTimeout(() => setViewport(rested), RESTS_AFTER_MS);
      setViewport(before => measured(element, before));
    };
    const schedule = (): void => {
      frame ||= requestAnimationFrame(follow);
    };
    const observer = new ResizeObserver(schedule);
    observer.observe(element);
    element.addEventListener('scroll', schedule, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(rest);
      observer.disconnect();
      element.removeEventListener('scroll', schedule);
    };
  }, [ref]);
  return viewport;
}

function measured(element: HTMLElement, before: IViewport): IViewport {
  const { scrollTop } = element;
  const height = element.clientHeight || FIRST_HEIGHT;
  const hasJumped = isJump(before.scrollTop, scrollTop, height);
  return { scrollTop, height, hasJumped };
}

function rested(before: IViewport): IViewport {
  return before.hasJumped ? { ...before, hasJumped: false } : before;
}
