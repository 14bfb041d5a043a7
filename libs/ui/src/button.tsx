import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names';

export type ButtonVariant = 'secondary' | 'warning' | 'reverse';

interface Look {
  variant?: ButtonVariant;
  small?: boolean;
}

const buttonClass = ({ variant, small }: Look, more?: string) =>
  classNames('nhsuk-button', variant && `nhsuk-button--${variant}`, small && 'nhsuk-button--small', more);

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look & { once?: boolean };

/** Submits its form unless told otherwise. `once` lets the page's script swallow a second press within a second. */
export function Button({ variant, small, once, className, type = 'submit', ...rest }: ButtonProps) {
  const look = { ...(variant && { variant }), ...(small && { small }) };
  return <button type={type} {...(once && { 'data-once': '' })} {...rest} className={buttonClass(look, className)} />;
}

type ButtonLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & Look & { href: string };

/** A link that leads on and looks like a button. It stays a link for assistive technology, because it changes nothing. */
export function ButtonLink({ variant, small, className, children, ...rest }: ButtonLinkProps) {
  const look = { ...(variant && { variant }), ...(small && { small }) };
  return (
    <a draggable={false} {...rest} className={buttonClass(look, className)}>
      {children}
    </a>
  );
}

export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="nhsuk-button-group">{children}</div>;
}
