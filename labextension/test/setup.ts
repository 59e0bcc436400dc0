/** What jsdom lacks and the components use. */
class SizeObserver implements ResizeObserver {
  observe(): void {
    return undefined;
  }

  unobserve(): void {
    return undefined;
  }

  disconnect(): void {
    return undefined;
  }
}

globalThis.ResizeObserver = SizeObserver;

/** Nothing has a size here, so everything is in view. */
class ViewObserver implements IntersectionObserver {
  constructor(private readonly _tell: IntersectionObserverCallback) {}

  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];

  observe(target: Element): void {
    const entry = { target, isIntersecting: true };
    this._tell([entry as IntersectionObserverEntry], this);
  }

  unobserve(): void {
    return undefined;
  }

  disconnect(): void {
    return undefined;
  }

  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
}

globalThis.IntersectionObserver = ViewObserver;
