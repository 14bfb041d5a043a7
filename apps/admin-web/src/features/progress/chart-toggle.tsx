import { StaffButton } from '@fairslot/ui';
import { Suspense, useState, type ReactNode } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { texts } from '../../ui/texts';

const words = coordinatorTexts.progress;

/** The chart library is a hundred kilobytes: it comes when a chart is asked for. Where it cannot come, the table is there. */
export function ChartToggle({ of, children }: { of: string; children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <StaffButton
        kind="plain"
        aria-expanded={isShown}
        aria-label={words.chartOf(of)}
        onPress={() => setShown(!isShown)}
      >
        {isShown ? words.hideChart : words.chart}
      </StaffButton>
      {isShown && <Suspense fallback={<p>{texts.loading}</p>}>{children}</Suspense>}
    </>
  );
}

/** Stands where a chart could not be loaded. */
export function ChartFailed() {
  return <p>{words.chartFailed}</p>;
}
