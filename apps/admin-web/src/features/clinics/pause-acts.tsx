import { isProblem } from '@fairslot/client';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { now } from '../../ui/clock';
import { faultsOf, useFaults } from '../../ui/faults';
import { dateAt } from '../../ui/formats';
import { texts } from '../../ui/texts';

const words = texts.clinics;

interface Props {
  isPaused: boolean;
  /** Of the clinic, or the last of the series: a pause ends before it. */
  lastDate: string;
  pause: (until: string) => Promise<unknown>;
  resume: () => Promise<unknown>;
  isBusy: boolean;
}

/** Stops taking bookings, until a day or until somebody opens again; nobody loses a place, so it is one press. */
export function PauseActs({ isPaused, lastDate, pause, resume, isBusy }: Props) {
  const [until, setUntil] = useState('');
  const [said, say] = useState('');
  const faults = useFaults();

  async function press(work: Promise<unknown>, done: string) {
    try {
      await work;
      faults.report([]);
      setUntil('');
      say(done);
    } catch (error) {
      say('');
      const isDate = isProblem(error, 'invalid');
      faults.report(isDate ? [{ field: 'until', words: words.pauseDateWrong }] : faultsOf(error, 'until'));
    }
  }

  return (
    <section aria-labelledby="pause">
      <h2 className="staff-subheading" id="pause">
        {words.pauseHeading}
      </h2>
      {faults.summary}
      {isPaused ? (
        <p>
          <StaffButton kind="forward" busy={isBusy} onPress={() => void press(resume(), words.resumedSaid)}>
            {words.resume}
          </StaffButton>
        </p>
      ) : (
        <>
          <p>{words.pauseHint}</p>
          <TextField
            id="until"
            name="until"
            type="date"
            room={10}
            label={words.pauseLastDay}
            hint={words.pauseLastDayHint}
            min={dateAt(now())}
            max={lastDate}
            error={faults.of('until')}
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
          <p>
            <StaffButton busy={isBusy} onPress={() => void press(pause(until), words.pausedSaid)}>
              {words.pause}
            </StaffButton>
          </p>
        </>
      )}
      <output className="staff-count">{said}</output>
    </section>
  );
}
