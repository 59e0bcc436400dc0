import { type ComponentPropsWithoutRef, forwardRef } from 'react';

type ButtonProps = ComponentPropsWithoutRef<'button'>;

/** A native button of a look of ours, and perhaps more; none of them sends a form. */
function buttonOf(look: string) {
  return forwardRef<HTMLButtonElement, ButtonProps>(function ButtonOfLook(
    { className, ...props },
    ref
  ) {
    return (
      <button
        ref={ref}
        type="button"
        className={className ? `${look} ${className}` : look}
        {...props}
      />
    );
  });
}

/** A button with a border and words. */
export const Button = buttonOf('jp-Trackside-Button');

/** A button that is an icon; its title says what it does. */
export const IconButton = buttonOf('jp-Trackside-IconButton');

/** A button that reads as a link, in a text or a table. */
export const LinkButton = buttonOf('jp-Trackside-Link');

/** A line of a menu. */
export const MenuButton = buttonOf('jp-Trackside-MenuItem');
