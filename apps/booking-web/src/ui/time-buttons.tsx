import type { ChosenTime } from '@fairslot/contract';
import type { ReactNode } from 'react';
import { timeValue } from './hold';
import { useSite } from './site-context';
import { useSpecialWords } from './special';
import { Whole } from './whole';

interface TimeButtonsProps {
  /** With the starts of all, where several people come one after another: one press books the run. */
  times: readonly (ChosenTime & { starts?: readonly string[] | undefined })[];
  /** What the button shows. */
  words: (start: string) => string;
  /** What a screen reader hears after that, to tell the buttons of one page apart. */
  more: (start: string) => string;
}

/** Times to press. Pressing one sends the form around them and holds the time. */
export function TimeButtons({ times, words, more }: TimeButtonsProps) {
  const { when } = useSite();
  const special = useSpecialWords();
  return (
    <ul className={times.some(({ starts }) => starts) ? 'fs-times fs-times--runs' : 'fs-times'}>
      {times.map((time) => (
        <li key={timeValue(time)}>
          <button className="fs-time" type="submit" name="time" value={timeValue(time)} data-once="">
            <Whole words={when.run(words(time.start), time.starts?.slice(1) ?? [])} />
            {time.options ? <span className="fs-time__says">{special(time.options).join(', ')}</span> : null}
            <span className="nhsuk-u-visually-hidden">{more(time.start)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The form around times: one key for each time it was shown, so that a double press holds one place. */
export function HoldForm({ action, formKey, children }: { action: string; formKey: string; children: ReactNode }) {
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="key" value={formKey} />
      {children}
    </form>
  );
}
