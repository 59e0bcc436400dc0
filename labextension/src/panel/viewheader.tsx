import type { ReactNode } from 'react';

import { backIcon } from '../icons';
import { IconButton } from './buttons';
import { usePanel } from './context';

interface IViewHeaderProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** What can be done with it, at the end of the line. */
  readonly actions?: ReactNode;
}

/** The head of a view that lies on top of another: the way back, and what it is. */
export function ViewHeader({ title, children, actions }: IViewHeaderProps) {
  const { model, trans } = usePanel();
  return (
    <div className="jp-Trackside-ViewHeader">
      <IconButton
        data-action="back"
        title={trans.__('Back (Esc)')}
        onClick={() => model.navigation.back()}
        ref={focusOnce}
      >
        <backIcon.react tag={null} />
      </IconButton>
      {children}
      <h3 title={title}>{title}</h3>
      {actions && (
        <span className="jp-Trackside-ViewHeader-actions">{actions}</span>
      )}
    </div>
  );
}

/** The keyboard follows the user into a new view, without a scroll. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
