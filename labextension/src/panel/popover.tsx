import type { LabIcon } from '@jupyterlab/ui-components';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useRef,
  useState
} from 'react';

interface IPopoverProps {
  readonly icon: LabIcon;
  readonly label: string;
  readonly children: ReactNode;
}

/** A button with a box below it, which closes on Escape and when the focus leaves it. */
export function Popover({ icon, label, children }: IPopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setIsOpen(false);
      button.current?.focus();
    }
  };
  const onBlur = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      setIsOpen(false);
    }
  };
  return (
    <span
      className="jp-Trackside-Popover"
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <button
        ref={button}
        type="button"
        className="jp-Trackside-IconButton"
        aria-expanded={isOpen}
        title={label}
        onClick={() => setIsOpen(!isOpen)}
      >
        <icon.react tag={null} />
      </button>
      {isOpen && (
        <div className="jp-Trackside-Popover-box" tabIndex={-1}>
          {children}
        </div>
      )}
    </span>
  );
}
