import type { KeyboardEvent, ReactNode } from 'react';

/** One of a row of tabs. */
export interface ITab<T extends string> {
  readonly id: T;
  readonly label: string;
}

interface ITabsProps<T extends string> {
  readonly tabs: readonly ITab<T>[];
  readonly selected: T;
  /** What the tabs are about, for screen readers. */
  readonly label: string;
  readonly onSelect: (id: T) => void;
  /** What stands to the right of the tabs. */
  readonly children?: ReactNode;
}

/** A row of tabs; the arrow keys go from one to the next. */
export function Tabs<T extends string>(props: ITabsProps<T>) {
  const { tabs, selected, label, onSelect, children } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1
    };
    const step = steps[event.key];
    if (step === undefined) {
      return;
    }
    const index = tabs.findIndex(tab => tab.id === selected) + step;
    const next = tabs[(index + tabs.length) % tabs.length];
    if (next) {
      onSelect(next.id);
      event.currentTarget
        .querySelector<HTMLElement>(`[data-tab="${next.id}"]`)
        ?.focus();
    }
  };
  return (
    <div className="jp-Trackside-Tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(tab => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-tab={tab.id}
            aria-selected={tab.id === selected}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
