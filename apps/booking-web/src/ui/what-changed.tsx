import { InsetText } from '@fairslot/ui';

/** What is not as it was last season, where the service says anything. */
export function WhatChanged({ words }: { words: string | undefined }) {
  if (!words) return null;
  return (
    <InsetText>
      <p dir="auto">{words}</p>
    </InsetText>
  );
}
