import { Button } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { useSite } from './site-context';

interface PostFormProps {
  /** This page's own address when left out. */
  action?: string;
  children?: ReactNode;
  submit?: string;
  variant?: 'secondary' | 'warning';
  hidden?: Record<string, string>;
}

/** A form that posts and leaves all checking to the server. A second press of its button is swallowed. */
export function PostForm({ action, children, submit, variant, hidden = {} }: PostFormProps) {
  const { texts } = useSite();
  return (
    <form method="post" noValidate {...(action && { action })}>
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
      <Button once {...(variant && { variant })}>
        {submit ?? texts.frame.continue}
      </Button>
    </form>
  );
}
