import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'className'> {
  children: ReactNode;
  /** `forward` is the one main act of a row, `plain` a lesser one that looks like a link. */
  kind?: 'forward' | 'secondary' | 'plain';
  /** True while the act runs: further presses do nothing, but focus stays. */
  busy?: boolean;
  onPress: () => void;
  ref?: Ref<HTMLButtonElement>;
}

/**
 * A small button for dense staff screens. Where a press changes what the same button does next, the second half of a
 * double click and a key held down must not press again.
 */
export function StaffButton({ kind = 'secondary', busy = false, onPress, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`staff-button staff-button--${kind}`}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (!busy && event.detail < 2) onPress();
      }}
      onKeyDown={(event) => {
        if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}
