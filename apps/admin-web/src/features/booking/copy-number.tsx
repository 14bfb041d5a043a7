import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { texts } from '../../ui/texts';

const words = texts.booking;

/** For the system in which the dose is recorded as well: digits alone, as such systems take them. */
export function CopyNumber({ nhsNumber }: { nhsNumber: string }) {
  const [said, say] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(nhsNumber);
      say(words.copied);
    } catch {
      // A browser that lets no page near its clipboard.
      say(words.notCopied);
    }
  };
  return (
    <span className="staff-copy">
      <StaffButton kind="plain" onPress={() => void copy()}>
        {words.copyNumber}
      </StaffButton>
      <output>{said}</output>
    </span>
  );
}
