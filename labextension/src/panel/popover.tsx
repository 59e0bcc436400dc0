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
  /** Words beside the icon, where there is room for them. */
  readonly text?: string;
  /** The button's look, if not that of its like. */
  readonly className?: string;
  /** The box, or what makes it of a function that closes it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button with a box below it, which closes on Escape and when the focus leaves it. */
export function Popover(props: IPopoverProps) {
  const { icon, label, text, children } = props;
  const usual = text ? 'jp-Trackside-Button' : 'jp-Trackside-IconButton';
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
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
        className={props.className ?? usual}
        aria-expanded={isOpen}
        title={label}
        onClick={() => setIsOpen(!isOpen)}
      >
        <icon.react tag={null} />
        {text && <span>{text}</span>}
      </button>
      {isOpen && (
        <div className="jp-Trackside-Popover-box" tabIndex={-1}>
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </span>
  );
}
