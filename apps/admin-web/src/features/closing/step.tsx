import { Button } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { texts } from '../../ui/texts';

/** One screen with its button to the next. */
export function Step({ onNext, children }: { onNext: () => void; children: ReactNode }) {
  return (
    <form
      noValidate
      className="staff-form"
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      {children}
      <Button>{texts.wizard.next}</Button>
    </form>
  );
}
